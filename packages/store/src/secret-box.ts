/** How secrets are sealed before they are stored. The desktop passes a box over the system's keychain; the command line has none. */
export interface SecretBox {
  seal(plain: string): Uint8Array;
  /** Null when it was sealed by another box or the key is gone. Never throws. */
  open(sealed: Uint8Array): string | null;
}

const MARK = 'plain:';

/** No sealing: the secrets are as safe as the database file, which only its user can read (mode 0600). */
export const plainBox: SecretBox = {
  seal: (plain) => Buffer.from(MARK + plain, 'utf8'),
  open: (sealed) => {
    const text = Buffer.from(sealed).toString('utf8');
    return text.startsWith(MARK) ? text.slice(MARK.length) : null;
  },
};
