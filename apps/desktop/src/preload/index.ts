/** Exposes the bridge to the page, and nothing else. It knows no channel: the main process parses and refuses. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Bridge } from '@sluice/ipc';

type Listener = (payload: unknown) => void;

const listeners = new Map<string, Set<Listener>>();
/** Commands that came before the page listened: it opens with them. */
const early: unknown[] = [];
const MAX_EARLY = 16;

ipcRenderer.on('sluice:push', (_event, topic: string, payload: unknown) => {
  const heard = listeners.get(topic);
  if (heard !== undefined) for (const listener of heard) listener(payload);
  else if (topic === 'command' && early.length < MAX_EARLY) early.push(payload);
});

const bridge: Bridge = {
  invoke: (channel, input) => ipcRenderer.invoke('sluice:invoke', channel, input),
  subscribe(topic, listener) {
    const heard = listeners.get(topic) ?? new Set();
    listeners.set(topic, heard.add(listener));
    if (topic === 'command') for (const payload of early.splice(0)) listener(payload);
    return () => {
      heard.delete(listener);
      if (heard.size === 0 && listeners.get(topic) === heard) listeners.delete(topic);
    };
  },
  pathOf: (file) => (file instanceof File ? webUtils.getPathForFile(file) : ''),
};

contextBridge.exposeInMainWorld('sluice', bridge);
