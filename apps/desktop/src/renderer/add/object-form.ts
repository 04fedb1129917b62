/** What may be asked of an object, while it is typed (spec G7). */
import type { InputOf } from '@sluice/ipc';
import { TRAFFIC_LIMIT_BITS } from '@sluice/model';

export interface ObjectForm {
  /** Null: the connection that is known for the bucket. */
  readonly connectionId: string | null;
  readonly versionId: string;
  readonly subRange: string;
  readonly trafficLimit: string;
  readonly customerKey: string;
  readonly requestPayer: boolean;
  readonly requestRestore: boolean;
}

export const EMPTY_OBJECT: ObjectForm = {
  ...{ connectionId: null, versionId: '', subRange: '', trafficLimit: '', customerKey: '', requestPayer: false, requestRestore: false },
};

export type ObjectFault = 'subRange' | 'trafficLimit' | 'customerKey';

type Wish = NonNullable<InputOf<'jobs:add'>['object']>;

export function objectFaults(form: ObjectForm): readonly ObjectFault[] {
  const { subRange, trafficLimitBitsPerSecond, customerKey } = read(form);
  return [
    ...(subRange === undefined ? (['subRange'] as const) : []),
    ...(trafficLimitBitsPerSecond === undefined ? (['trafficLimit'] as const) : []),
    ...(customerKey === undefined ? (['customerKey'] as const) : []),
  ];
}

/** Undefined: nothing was asked. */
export function objectWish(form: ObjectForm): Wish | undefined {
  if (JSON.stringify(form) === JSON.stringify(EMPTY_OBJECT)) return undefined;
  const { subRange = null, trafficLimitBitsPerSecond = null, customerKey = null } = read(form);
  const { connectionId, requestPayer, requestRestore } = form;
  return {
    ...{ connectionId, requestPayer, requestRestore, subRange, trafficLimitBitsPerSecond, customerKey },
    versionId: form.versionId.trim() === '' ? null : form.versionId.trim(),
  };
}

/** Undefined where the text can't be used. */
function read({ subRange, trafficLimit, customerKey }: ObjectForm) {
  const bits = /^\d{1,9}$/.test(trafficLimit.trim()) ? Number(trafficLimit) : NaN;
  const fits = bits >= TRAFFIC_LIMIT_BITS.least && bits <= TRAFFIC_LIMIT_BITS.most;
  return {
    subRange: subRange.trim() === '' ? null : rangeIn(subRange.trim()),
    trafficLimitBitsPerSecond: trafficLimit.trim() === '' ? null : fits ? bits : undefined,
    customerKey: customerKey.trim() === '' ? null : /^[A-Za-z0-9+/]{43}=$/.test(customerKey.trim()) ? customerKey.trim() : undefined,
  };
}

/** First and last byte, both included as in HTTP; without the last: to the end. */
function rangeIn(text: string): Wish['subRange'] | undefined {
  const match = /^(\d{1,15})-(\d{1,15})?$/.exec(text);
  if (match === null) return undefined;
  const start = Number(match[1]);
  const end = match[2] === undefined ? null : Number(match[2]) + 1;
  return end === null || end > start ? { start, end } : undefined;
}
