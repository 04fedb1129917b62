/** Programs take turns, each round beginning with another one, so that what else the machine does meets all of them alike. */
export async function takeTurns<One, Found>(
  ones: readonly One[],
  rounds: number,
  measure: (one: One) => Promise<Found>,
): Promise<ReadonlyMap<One, readonly Found[]>> {
  const found = new Map<One, Found[]>(ones.map((one) => [one, []]));
  for (let round = 0; round < rounds; round += 1) {
    const first = round % Math.max(1, ones.length);
    for (const one of [...ones.slice(first), ...ones.slice(0, first)]) found.get(one)?.push(await measure(one));
  }
  return found;
}
