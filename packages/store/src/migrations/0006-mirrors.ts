/** Further addresses of a job, without secrets; what opens them is sealed with the job's own. */
export const mirrors = `ALTER TABLE jobs ADD COLUMN mirrors_json TEXT NOT NULL DEFAULT 'null';`;
