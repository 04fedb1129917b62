/** HTTP-date, RFC 9110 §5.6.7: the one preferred form and the two obsolete ones, and nothing that `Date.parse` would guess. */
const DAYS: readonly string[] = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const LONG_DAYS: readonly string[] = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS: readonly string[] = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const IMF_FIXDATE = /^([A-Z][a-z]{2}), (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}:\d{2}:\d{2}) GMT$/;
const RFC_850 = /^([A-Z][a-z]{5,8}), (\d{2})-([A-Z][a-z]{2})-(\d{2}) (\d{2}:\d{2}:\d{2}) GMT$/;
const ASCTIME = /^([A-Z][a-z]{2}) ([A-Z][a-z]{2}) ([ \d]\d) (\d{2}:\d{2}:\d{2}) (\d{4})$/;

/** Milliseconds since the epoch, or null for anything but an HTTP-date that exists in the calendar and falls on the weekday it names. */
export function parseHttpDate(text: string): number | null {
  if (text.length > 40) return null;
  const imf = IMF_FIXDATE.exec(text);
  if (imf !== null) return instant(DAYS.indexOf(imf[1] ?? ''), Number(imf[4]), imf[3], imf[2], imf[5]);
  const asctime = ASCTIME.exec(text);
  if (asctime !== null) return instant(DAYS.indexOf(asctime[1] ?? ''), Number(asctime[5]), asctime[2], asctime[3], asctime[4]);
  const old = RFC_850.exec(text);
  if (old === null) return null;
  // The weekday tells the century: a hundred years shift it, so at most one of the two fits.
  const weekday = LONG_DAYS.indexOf(old[1] ?? '');
  const inCentury = (century: number): number | null => instant(weekday, century + Number(old[4]), old[3], old[2], old[5]);
  return inCentury(2000) ?? inCentury(1900);
}

/** Whether two HTTP-dates name the same instant; texts that are none are compared as text. */
export function sameDate(a: string, b: string): boolean {
  const first = parseHttpDate(a);
  return a === b || (first !== null && first === parseHttpDate(b));
}

function instant(weekday: number, year: number, monthName = '', dayText = '', time = ''): number | null {
  const month = MONTHS.indexOf(monthName);
  const day = Number(dayText);
  const [hours = 99, minutes = 99, seconds = 99] = time.split(':').map(Number);
  // RFC 9110 allows second 60 for a leap second; it counts as the next minute's first.
  if (month < 0 || year < 1900 || hours > 23 || minutes > 59 || seconds > 60) return null;
  const midnight = new Date(Date.UTC(year, month, day));
  const exists = midnight.getUTCMonth() === month && midnight.getUTCDate() === day && midnight.getUTCDay() === weekday;
  return exists ? midnight.getTime() + ((hours * 60 + minutes) * 60 + seconds) * 1000 : null;
}
