/** Whether an address is in the list already is asked with every link that is added. */
export const addresses = 'CREATE INDEX jobs_by_url ON jobs (url);';
