/** A checkpoint that a real Java wrote: the SDK's classes, with its names, fields and version numbers, serialised by the JDK. */
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc64Of, partsOf, type Unfinished } from './foreign-files.ts';

const run = promisify(execFile);

const SOURCE = `package com.aliyun.oss.internal;
import java.io.*;
import java.util.*;
public class OSSDownloadOperation {
  static class DownloadCheckPoint implements Serializable {
    private static final long serialVersionUID = 4682293344365787077L;
    public String magic; public int md5; public String downloadFile; public String bucketName; public String objectKey;
    public ObjectStat objectStat; public ArrayList<DownloadPart> downloadParts;
  }
  static class ObjectStat implements Serializable {
    private static final long serialVersionUID = -2883494783412999919L;
    public long size; public Date lastModified; public String digest;
  }
  static class DownloadPart implements Serializable {
    private static final long serialVersionUID = -3655925846487976207L;
    public int index; public long start; public long end; public boolean isCompleted; public long length; public long crc; public long fileStart;
  }
  public static void main(String[] a) throws Exception {
    List<String> lines = java.nio.file.Files.readAllLines(java.nio.file.Paths.get(a[0]));
    DownloadCheckPoint cp = new DownloadCheckPoint();
    cp.magic = "92611BED-89E2-46B6-89E5-72F273D4B0A3"; cp.md5 = 42;
    cp.downloadFile = lines.get(0); cp.bucketName = lines.get(1); cp.objectKey = lines.get(2);
    cp.objectStat = new ObjectStat(); cp.objectStat.size = Long.parseLong(lines.get(3));
    cp.objectStat.lastModified = new Date(Long.parseLong(lines.get(4))); cp.objectStat.digest = lines.get(5);
    cp.downloadParts = new ArrayList<DownloadPart>();
    for (String line : lines.subList(6, lines.size())) {
      String[] f = line.split(" ");
      DownloadPart p = new DownloadPart();
      p.index = Integer.parseInt(f[0]); p.start = Long.parseLong(f[1]); p.end = Long.parseLong(f[2]);
      p.isCompleted = f[3].equals("true"); p.length = p.end - p.start + 1; p.crc = Long.parseUnsignedLong(f[4]); p.fileStart = p.start;
      cp.downloadParts.add(p);
    }
    try (ObjectOutputStream out = new ObjectOutputStream(new FileOutputStream(a[1]))) { out.writeObject(cp); }
  }
}
`;

let classes: Promise<string | null> | null = null;

/** The folder with the compiled classes, made once for all tests of a file; null where there is no JDK. */
async function compile(): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-java-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const source = join(folder, 'OSSDownloadOperation.java');
  await writeFile(source, SOURCE);
  const compiled = await run('javac', ['-encoding', 'UTF-8', '-d', folder, source]).then(
    () => true,
    () => false,
  );
  return compiled ? folder : null;
}

/** Null where there is no JDK. `folder` is for what goes in and comes out. */
export async function ossJava(file: Unfinished, folder: string): Promise<Buffer | null> {
  const compiled = await (classes ??= compile());
  if (compiled === null) return null;
  await mkdir(folder, { recursive: true });
  const parts = partsOf(file).map(({ index, start, end, isDone }) =>
    [index, start, end - 1, isDone, isDone ? crc64Of(file.seed, start, end) : 0].join(' '),
  );
  const facts = [file.target, file.bucket, file.key, file.sizeBytes, Date.parse(file.lastModified), file.etag.replaceAll('"', '')];
  await writeFile(join(folder, 'in.txt'), [...facts, ...parts].join('\n'));
  await run('java', ['-cp', compiled, 'com.aliyun.oss.internal.OSSDownloadOperation', join(folder, 'in.txt'), join(folder, 'out.dcp')]);
  return readFile(join(folder, 'out.dcp'));
}
