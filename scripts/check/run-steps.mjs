// Runs steps a few at a time, tells of each when it ends, and goes on after a failure so that one run names all.

/**
 * @template {{ name: string }} Step
 * @param {readonly Step[]} steps
 * @param {{ atOnce: number, run: (step: Step) => Promise<{ code: number, output: string }>, tell: (line: string) => void }} how
 * @returns {Promise<string[]>} the names of the steps that failed, in the order given
 */
export async function runSteps(steps, { atOnce, run, tell }) {
  const waiting = [...steps];
  /** @type {Set<Step>} */
  const failed = new Set();
  const work = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const startedAtMs = performance.now();
      const { code, output } = await run(step);
      const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
      tell(`${code === 0 ? 'ok    ' : 'FAILED'}  ${step.name}, ${seconds} s`);
      if (code === 0) continue;
      failed.add(step);
      tell(output.trimEnd());
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return steps.filter((step) => failed.has(step)).map(({ name }) => name);
}
