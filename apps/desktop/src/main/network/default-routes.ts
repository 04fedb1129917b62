/** Which interfaces lead out of the local network, from Linux's own table of routes. */

/** Names and gateways of the default routes, a VPN's half-internet routes included. Takes the text of `/proc/net/route`. */
export function defaultRoutes(table: string): readonly string[] {
  return table
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [name, destination, gateway] = line.split('\t');
      return name !== undefined && destination === '00000000' ? [`${name}/${gateway ?? ''}`] : [];
    });
}
