/** Knows a checkpoint by what is in it, whatever it is called. */
import type { Parsed } from './parsed.ts';
import { MAX_CHECKPOINT_BYTES, refused } from './parsed.ts';
import { parseAria2 } from './parse-aria2.ts';
import { looksLikeOssGo, parseOssGo } from './parse-oss-go.ts';
import { looksLikeOssGoV2, parseOssGoV2 } from './parse-oss-go-v2.ts';
import { looksLikeJava, parseOssJava } from './parse-oss-java.ts';
import { looksLikeOssPython, parseOssPython } from './parse-oss-python.ts';
import { parseObject } from './read-json.ts';

/** Names that only checkpoints have: one that does not parse is damaged, and not data. */
const CHECKPOINT_NAME = /\.(?:cp|dcp|aria2)$|(?:^|[/\\])[0-9a-f]{32}--?[0-9a-f]{32}(?:-download)?$/;

export function hasCheckpointName(path: string): boolean {
  return CHECKPOINT_NAME.test(path);
}

/** Null: it is no checkpoint, neither by name nor by content. `bytes` is the whole file. */
export function parseCheckpoint(path: string, bytes: Uint8Array): Parsed | null {
  if (bytes.length > MAX_CHECKPOINT_BYTES) return hasCheckpointName(path) ? refused('unreadable') : null;
  if (path.endsWith('.aria2')) return parseAria2(bytes, path);
  if (looksLikeJava(bytes)) return parseOssJava(bytes);
  const text = bytes[0] === 0x7b ? new TextDecoder().decode(bytes) : '';
  const json = text === '' ? null : parseObject(text);
  if (json !== null) {
    if (looksLikeOssGo(json)) return parseOssGo(text);
    if (looksLikeOssGoV2(json)) return parseOssGoV2(text);
    if (looksLikeOssPython(json)) return parseOssPython(text);
  }
  return hasCheckpointName(path) ? refused('unreadable') : null;
}
