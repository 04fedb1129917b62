/** Pictures are built into the program as `data:` addresses, so that no path to them can be wrong. */
declare module '*.png?inline' {
  const dataUrl: string;
  export { dataUrl as default };
}
