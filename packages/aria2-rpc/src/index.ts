export type { AddedDownload, AskedDownload, Downloads } from './downloads.ts';
export { startRpcServer, type RpcOptions, type RpcServer } from './rpc-server.ts';
