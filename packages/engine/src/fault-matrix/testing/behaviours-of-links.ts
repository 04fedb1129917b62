/** Links that expire, lead elsewhere, or lead to a page for people (spec A8, B2, B8, D1). */
import {
  cookieBound,
  expireAfter,
  expireEachAfter,
  htmlLogin,
  oneTimeUrl,
  rangeHeaderOnly,
  redirect,
  redirectLoop,
  status,
} from '@sluice/testkit';
import type { Behaviour, Outcome } from './behaviour.ts';

const RIGHT: Outcome = { end: 'right' };
const NEW_LINK: Outcome = { end: 'waiting', reason: 'new-link' };
const REFUSED: Outcome = { end: 'failed', failure: 'http-status' };
const PRESIGNED = '?X-Amz-Signature=ab12&X-Amz-Date=20250101T000000Z&X-Amz-Expires=600';

export const LINKS: readonly Behaviour[] = [
  { name: 'a URL that works once', spec: 'A1', serve: { faults: [oneTimeUrl()] }, fresh: RIGHT, resumed: NEW_LINK },
  // Fresh, it is luck which two requests come first, and with them whether one response can serve the rest.
  { name: 'a link that expires in the middle', spec: 'D1', serve: { faults: [expireAfter(2, 403)] }, resumed: NEW_LINK },
  { name: '401', spec: 'D1', later: [status(401)], fresh: REFUSED, resumed: NEW_LINK },
  { name: '403', spec: 'D1', later: [status(403)], fresh: REFUSED, resumed: NEW_LINK },
  { name: '404', spec: 'D1', later: [status(404)], fresh: REFUSED, resumed: NEW_LINK },
  { name: '410', spec: 'D1', later: [status(410)], fresh: REFUSED, resumed: NEW_LINK },
  { name: '400', spec: 'B6', later: [status(400)], fresh: REFUSED, resumed: REFUSED },
  { name: '405', spec: 'B6', later: [status(405)], fresh: REFUSED, resumed: REFUSED },
  { name: '451', spec: 'B6', later: [status(451)], fresh: REFUSED, resumed: REFUSED },
  {
    name: 'a login page instead of the file',
    spec: 'A8',
    later: [htmlLogin()],
    fresh: { end: 'failed', failure: 'not-the-file' },
    resumed: { end: 'failed', failure: 'not-the-file' },
  },
  {
    name: 'a cookie that is there',
    spec: 'F6',
    serve: { faults: [cookieBound('session')] },
    headers: [['Cookie', 'session=1']],
    fresh: RIGHT,
    resumed: RIGHT,
  },
  { name: 'a cookie that is not', spec: 'D1', later: [cookieBound('session')], fresh: REFUSED, resumed: NEW_LINK },
  {
    name: 'a redirect',
    spec: 'B8',
    serve: { faults: [redirect('/real/file.zip')] },
    behind: { path: '/real/file.zip' },
    fresh: RIGHT,
    resumed: RIGHT,
  },
  {
    name: 'a redirect whose goal expires again and again',
    spec: 'B8',
    serve: { faults: [redirect('/real/file.zip?hop={n}')] },
    behind: { path: '/real/file.zip', faults: [expireEachAfter(2, 403)] },
    fresh: RIGHT,
    resumed: RIGHT,
  },
  {
    name: 'a redirect to itself',
    spec: 'B8',
    later: [redirectLoop()],
    fresh: { end: 'failed', failure: 'redirect' },
    resumed: { end: 'failed', failure: 'redirect' },
  },
  {
    name: 'a redirect to another scheme',
    spec: 'B8',
    later: [redirect('ftp://127.0.0.1/file.zip')],
    fresh: { end: 'failed', failure: 'redirect' },
    resumed: { end: 'failed', failure: 'redirect' },
  },
  {
    name: 'a redirect to nowhere',
    spec: 'B8',
    later: [redirect('')],
    fresh: { end: 'failed', failure: 'redirect' },
    resumed: { end: 'failed', failure: 'redirect' },
  },
  {
    name: 'a presigned URL that takes no header but Range',
    spec: 'B2',
    query: PRESIGNED,
    serve: { faults: [rangeHeaderOnly(403)] },
    fresh: RIGHT,
    resumed: RIGHT,
  },
  { name: 'a presigned URL that expires', spec: 'B2', query: PRESIGNED, later: [status(403)], fresh: REFUSED, resumed: NEW_LINK },
];
