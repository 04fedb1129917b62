/** Closes a switch over a union: the compiler refuses it when a case is missing, and it throws when a value lied about its type. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
