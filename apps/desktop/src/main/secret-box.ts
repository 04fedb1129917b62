/**
 * Seals what opens a source (spec C2) with the system's keychain, where there is one. Newer Electrons prefer promises here, which the
 * older runtime does not have, and which a store that writes in one transaction could not wait for.
 */
/* eslint-disable @typescript-eslint/no-deprecated -- as said above */
import { safeStorage } from 'electron';
import { plainBox, type SecretBox } from '@sluice/store';

/** Only ask once the app is ready. What was stored plainly before the keychain was there is still opened. */
export function systemSecretBox(): SecretBox {
  if (!safeStorage.isEncryptionAvailable()) return plainBox;
  return {
    seal: (plain) => safeStorage.encryptString(plain),
    open: (sealed) => plainBox.open(sealed) ?? decrypt(sealed),
  };
}

function decrypt(sealed: Uint8Array): string | null {
  try {
    return safeStorage.decryptString(Buffer.from(sealed));
  } catch {
    return null;
  }
}
