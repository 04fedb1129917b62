/** The user's language, from the environment as POSIX orders it. */
import { languageFor, type Language } from '@sluice/words';

/** The first of LC_ALL, LC_MESSAGES and LANG that is not empty decides: `zh_CN.UTF-8` is Chinese, `C` and others are English. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return languageFor([locale]);
}
