// `npm run licences`: what goes into a package and under which licence. Writes the notices and a bill of materials to release/.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { billOfMaterials } from './package/bill-of-materials.mjs';
import { componentsIn, notices, unfit } from './package/licences.mjs';
import { runMain } from './run/run-main.mjs';
import { REPO_FOLDER } from './setup/repo-folder.mjs';
import { say } from './setup/say.mjs';
import { SetupError } from './setup/setup-error.mjs';

await runMain(async () => {
  const bill = await billOfMaterials();
  const components = componentsIn(bill);
  const folder = join(REPO_FOLDER, 'release');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'sbom.cdx.json'), bill);
  writeFileSync(join(folder, 'licences.txt'), notices(components));
  for (const { name, version, licence } of components) say(`${`${name} ${version}`.padEnd(40)} ${licence}`);
  const refused = unfit(components);
  if (refused.length > 0) {
    throw new SetupError(`These can't be given to others with an MIT program:\n${refused.map(({ name }) => `  ${name}`).join('\n')}`);
  }
  say(`\n${components.length} packages; notices in release/licences.txt, bill of materials in release/sbom.cdx.json.`);
});
