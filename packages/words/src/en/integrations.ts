/** The window's words about other programs that add and steer downloads, in English. */
export const integrationsEn = {
  rpcGroup: 'Other programs',
  rpcEnabled: 'Let other programs on this computer add and control downloads',
  rpcHint: 'For AriaNg and browser extensions that know aria2. Whoever has the token can do this, and sees your list.',
  port: 'Port',
  portBad: 'Type a number from 1 to 65535.',
  address: 'Address',
  token: 'Token',
  copyAddress: 'Copy address',
  copyToken: 'Copy token',
  newToken: 'New token',
  newTokenHint: 'A new token shuts out every program that has the old one.',
  origins: 'Web pages that may ask',
  originsHint: 'One on each line, such as https://ui.example.org. Extensions and programs need no entry here.',
  originsBad: (line: number) => `Line ${line} is not the address of a site, such as https://ui.example.org.`,
  listening: (port: number) => `Listening on port ${port}.`,
  failures: {
    'port-taken': (port: number) => `Another program uses port ${port}. Choose another port, or end that program.`,
    'port-forbidden': (port: number) => `The system does not let Sluice use port ${port}. Choose one above 1023.`,
    other: (port: number) => `Port ${port} could not be opened. Choose another port.`,
  },
};
