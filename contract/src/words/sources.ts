/** The settings file of sources, and what may be wrong with a source or with one thing it delivered. */
export const zh = {
  'sources.file-unreadable': '来源的设置文件{file}读不了。看看路径，以及程序有没有读它的权限。',
  'sources.file-unfit': '来源的设置文件{file}不是{"sources": […]}这样的JSON。写法见 docs/guide/sources.md。',
  'sources.too-many': '设置文件{file}里的来源超过{most}个。',
  'sources.name-twice': '设置文件{file}里同一地区有两个来源都叫“{source}”。各取一个名字。',
  'sources.field-missing': '设置文件{file}里的来源“{source}”没有写{field}。',
  'sources.field-unknown': '设置文件{file}里的来源“{source}”写了不认得的{field}。',
  'sources.field-unfit': '设置文件{file}里的来源“{source}”的{field}写得不对。写法见 docs/guide/sources.md。',
  'sources.kind-not-built': '这一版还不会看这种来源（{kind}）。',
  'sources.unit-not-known': '设置里写的单位“{unit}”名录里没有，或不止一个。',
  'sources.fault': '程序自己出了错，已记下。',
  'sources.gone': '再看时没有再遇到它：已不在来源那里，或已按改过的样子收下。',
  'sources.folder-unreachable': '文件夹不在，或程序没有读它的权限。',
  'sources.folder-too-many': '文件夹里的文件超过{most}个。看过的移走，再来看。',
  'sources.folder-part-unavailable': '文件夹“{name}”打不开：程序没有读它的权限。',
  'sources.file-vanished': '“{name}”刚才还在，读的时候不在了。',
  'sources.file-unavailable': '“{name}”打不开：程序没有读它的权限，或磁盘出错。',
} as const

export const en: Record<keyof typeof zh, string> = {
  'sources.file-unreadable':
    'The settings file of sources, {file}, cannot be read. Look at the path, and whether the program may read it.',
  'sources.file-unfit':
    'The settings file of sources, {file}, is not JSON of the form {"sources": […]}. docs/guide/sources.md tells how.',
  'sources.too-many': 'There are more than {most} sources in the settings file {file}.',
  'sources.name-twice':
    'Two sources of one region are called “{source}” in the settings file {file}. Give each a name of its own.',
  'sources.field-missing': 'In the settings file {file}, the source “{source}” does not say its {field}.',
  'sources.field-unknown': 'In the settings file {file}, the source “{source}” has {field}, which is not known.',
  'sources.field-unfit':
    'In the settings file {file}, the {field} of the source “{source}” is not right. docs/guide/sources.md tells how.',
  'sources.kind-not-built': 'This version cannot look at sources of this kind yet ({kind}).',
  'sources.unit-not-known': 'The unit “{unit}” of the settings is not on file, or there is more than one.',
  'sources.fault': 'The program itself failed, and it was noted.',
  'sources.gone': 'It was not met again: it is no longer at its source, or was brought as it reads now.',
  'sources.folder-unreachable': 'The folder is not there, or the program may not read it.',
  'sources.folder-too-many': 'There are more than {most} files in the folder. Move away what was looked at.',
  'sources.folder-part-unavailable': 'The folder “{name}” cannot be opened: the program may not read it.',
  'sources.file-vanished': '“{name}” was there, and was gone when it was read.',
  'sources.file-unavailable': '“{name}” cannot be opened: the program may not read it, or the disk failed.',
}
