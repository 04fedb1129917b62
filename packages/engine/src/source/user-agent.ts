/** How Sluice names itself to servers. Changes with the package's version; a test keeps them together. */
export const USER_AGENT = 'Sluice/0.1.0';
