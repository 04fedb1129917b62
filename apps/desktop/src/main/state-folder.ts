/** Where the database is. */
import { app } from 'electron';
import { join } from 'node:path';

export function stateFolder(): string {
  return join(app.getPath('userData'), 'state');
}
