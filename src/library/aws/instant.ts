import { integer } from "regoscript";

/** Days of a year before each of its months, and before the next year. */
const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365] as const;

/** Leap days of the years 1 to 1969. */
const leapDaysBefore1970 = 477;

/**
 * The seconds from 1970 to a point in time, as a decimal number: of a date with time, seconds and zone
 * (`2020-01-01T00:00:01Z`, `2020-01-01T01:00:01.5+01:00`), or of such a number itself. `undefined` for all else: a date
 * without time, or a time without seconds or zone, is no point, four digits may be a year, and before 1970 nothing was
 * issued. Source: https://www.w3.org/TR/NOTE-datetime
 */
export function epochSeconds(text: string): string | undefined {
  if (/^[0-9]{5,12}$/u.test(text)) return text;
  if (
    !/^(19[7-9]|[2-9][0-9][0-9])[0-9]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$/u.test(
      text,
    )
  )
    return undefined;
  const days = epochDays(
    twoDigits(text.slice(0, 2)) * 100 + twoDigits(text.slice(2, 4)),
    twoDigits(text.slice(5, 7)),
    twoDigits(text.slice(8, 10)),
  );
  if (days === undefined) return undefined;
  const zone = text.endsWith("Z") ? "Z" : text.slice(-6);
  const minutes =
    minutesOf(text.slice(11, 16)) - (zone === "Z" ? 0 : minutesOf(zone.slice(1)) * (zone.startsWith("-") ? -1 : 1));
  const seconds = days * 86_400 + minutes * 60 + twoDigits(text.slice(17, 19));
  return seconds < 0 ? undefined : `${seconds}${text.slice(19, text.length - zone.length)}`;
}

/** The days from 1970 to a day; `undefined` if its month doesn't have it. */
function epochDays(year: number, month: number, day: number): number | undefined {
  const isLeap = leapDays(year) > leapDays(year - 1);
  const before = daysBefore[month - 1] ?? 0;
  const length = (daysBefore[month] ?? 0) - before + (isLeap && month === 2 ? 1 : 0);
  if (day > length) return undefined;
  return (
    365 * (year - 1970) + leapDays(year - 1) - leapDaysBefore1970 + before + (isLeap && month > 2 ? 1 : 0) + day - 1
  );
}

/** Leap days of the years 1 to `year`. */
function leapDays(year: number): number {
  return Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
}

/** The minutes of `hh:mm`. */
function minutesOf(text: string): number {
  return twoDigits(text.slice(0, 2)) * 60 + twoDigits(text.slice(3, 5));
}

/** The number that two digits are; `integer` takes none with a zero before it. */
function twoDigits(text: string): number {
  return (integer(`1${text}`) ?? 100) - 100;
}
