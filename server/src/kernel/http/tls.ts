import type { TlsOptions } from 'node:tls'

/** A certificate with the chain it needs, and its key, as PEM. */
export type Certificate = { cert: string; key: string }

/**
 * How the product speaks TLS where no proxy does it: versions 1.2 and 1.3, key agreement that is made anew for each connection, and
 * authenticated encryption only (Mozilla's recommendation "intermediate" without its suites on finite fields; ASVS 5.0, 12.1).
 */
export const tlsRules = {
  minVersion: 'TLSv1.2',
  maxVersion: 'TLSv1.3',
  ciphers: [
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'TLS_AES_128_GCM_SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
  ].join(':'),
  honorCipherOrder: true,
} satisfies TlsOptions
