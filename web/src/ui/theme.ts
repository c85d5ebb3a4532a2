import type { ThemeConfig } from 'antd'

/** A value of tokens.css, the only place with colours. The style sheets are there before any script of ours runs. */
function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
}

/** The component library in our hand (look, section 4). */
export function officeTheme(): ThemeConfig {
  const [ink, ink2, ink3, rule, rule2] = [token('ink'), token('ink-2'), token('ink-3'), token('rule'), token('rule-2')]
  const [paper, wash, accent, accent2, accentWash] = [
    token('paper'),
    token('wash'),
    token('accent'),
    token('accent-2'),
    token('accent-wash'),
  ]
  const shadow = token('pop-shadow')
  return {
    token: {
      colorPrimary: accent,
      colorInfo: accent,
      colorLink: accent,
      colorLinkHover: accent2,
      colorPrimaryHover: accent2,
      colorPrimaryActive: accent2,
      colorSuccess: token('l-g'),
      colorWarning: token('l-o'),
      colorError: token('l-r'),
      colorText: ink,
      colorTextHeading: ink,
      colorTextSecondary: ink2,
      colorTextLabel: ink2,
      colorTextTertiary: ink3,
      colorTextDescription: ink3,
      colorTextPlaceholder: ink3,
      colorTextQuaternary: rule2,
      colorBorder: rule2,
      colorBorderSecondary: rule,
      colorSplit: rule,
      colorBgLayout: paper,
      colorBgContainer: paper,
      colorBgElevated: paper,
      colorFillAlter: wash,
      controlItemBgHover: wash,
      controlItemBgActive: accentWash,
      fontFamily: token('sans'),
      fontFamilyCode: token('mono'),
      fontSize: 14,
      lineHeight: 1.7143,
      fontSizeSM: 12,
      borderRadius: 2,
      borderRadiusLG: 4,
      controlHeight: 32,
      controlHeightSM: 28,
      controlHeightLG: 44,
      sizeUnit: 4,
      boxShadow: shadow,
      boxShadowSecondary: shadow,
      boxShadowTertiary: 'none',
      controlOutlineWidth: 0,
      lineWidthFocus: 2,
      motionDurationFast: '.08s',
      motionDurationMid: '.12s',
      motionDurationSlow: '.12s',
      wireframe: false,
    },
    components: {
      Table: {
        headerBg: paper,
        headerColor: ink3,
        headerSplitColor: 'transparent',
        headerSortActiveBg: paper,
        headerSortHoverBg: paper,
        bodySortBg: paper,
        headerBorderRadius: 0,
        borderColor: rule,
        rowHoverBg: wash,
        rowSelectedBg: accentWash,
        rowSelectedHoverBg: accentWash,
        cellPaddingBlockSM: 6,
        cellPaddingInlineSM: 8,
        cellFontSizeSM: 13,
      },
      Layout: { siderBg: wash, headerBg: paper, bodyBg: paper, headerHeight: 44 },
      Menu: {
        itemBg: 'transparent',
        itemHeight: 32,
        itemSelectedBg: 'transparent',
        itemSelectedColor: ink,
        activeBarWidth: 3,
        itemBorderRadius: 0,
      },
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        contentFontSize: 14,
        contentFontSizeSM: 13,
        paddingInline: 12,
      },
      Input: { activeShadow: 'none' },
      Tabs: { inkBarColor: accent, itemSelectedColor: ink, titleFontSize: 14 },
      Tag: { defaultBg: paper, defaultColor: ink2 },
      Form: { itemMarginBottom: 16, labelColor: ink2, verticalLabelPadding: '0 0 4px' },
      Timeline: { tailColor: rule2 },
    },
  }
}
