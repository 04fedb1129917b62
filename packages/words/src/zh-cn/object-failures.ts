/** What an object store answered instead of the object, in Simplified Chinese. */
import type { ConnectionTrouble, ObjectStoreAdvice, ObjectStoreFailure } from '@sluice/model';
import type { FailureWords, Told } from '../failure-words.ts';

type ObjectFailureWords = Pick<FailureWords, 'object-store' | 'restore-needed' | 'connection'>;

export const objectFailuresZhCn: ObjectFailureWords = {
  'object-store': (failure, hasData) => {
    const { what, advice } = ADVICE[failure.advice](failure, hasData);
    return { what, advice: `${advice}${reference(failure)}` };
  },
  'restore-needed': ({ storageClass, ongoing }) => ({
    what: `该对象处于归档存储${storageClass === null ? '' : `（${storageClass}）`}，暂时无法读取。`,
    advice: ongoing ? '正在解冻，完成后下载会自动继续。' : '请先解冻该对象，之后下载会自动继续。',
  }),
  connection: ({ trouble, provider, name }) => TROUBLE[trouble](provider.toUpperCase(), name),
};

const ADVICE: Readonly<Record<ObjectStoreAdvice, (failure: ObjectStoreFailure, hasData: boolean) => Told>> = {
  'access-denied': (failure) => ({
    what: `存储服务拒绝访问${told(failure)}。`,
    advice: failure.permission === null ? '请向其所有者申请访问权限。' : `所用的密钥需要 ${failure.permission} 权限。`,
  }),
  signature: (failure) => ({
    what: `存储服务不接受签名${told(failure)}。`,
    advice: '请检查密钥，以及连接的地域和签名版本是否正确。',
  }),
  'no-such-key': (failure, hasData) =>
    hasData
      ? {
          what: `该对象已不在存储空间中${told(failure)}。`,
          advice: '对象原样恢复后重试即可继续下载；如知道版本标识，也可继续下载旧版本。',
        }
      : {
          what: `存储空间中没有该对象${told(failure)}。`,
          advice: '请检查名称，注意区分大小写。它可能已被删除，或只有旧版本。',
        },
  'no-such-bucket': (failure) => ({
    what: `没有该存储空间${told(failure)}。`,
    advice: '请检查名称，以及连接是否指向正确的服务商。',
  }),
  'wrong-endpoint': (failure) => ({
    what: `该存储空间不在此访问域名${told(failure)}。`,
    advice: failure.endpoint === null ? '请填写该存储空间的访问域名或地域。' : `请改用访问域名 ${failure.endpoint} 。`,
  }),
  'token-expired': (failure) => ({
    what: `临时凭证已过期${told(failure)}。`,
    advice: '请获取新的凭证后重试，已收到的数据都会保留使用。',
  }),
  'invalid-key-id': (failure) => ({
    what: `存储服务不认识该访问密钥标识${told(failure)}。`,
    advice: '请检查密钥标识。它可能已被删除或停用，或属于其他服务商。',
  }),
  'clock-skew': (failure) => ({
    what: `本机时钟与存储服务相差太大${told(failure)}。`,
    advice: '请校准时钟，然后重试。',
  }),
  other: (failure) => ({
    what: `存储服务返回错误${told(failure)}。`,
    advice: failure.message === '' ? '请稍后重试。' : `服务端说明：“${failure.message.replace(/\.+$/, '')}”。`,
  }),
};

const TROUBLE: Readonly<Record<ConnectionTrouble, (provider: string, name: string) => Told>> = {
  unknown: (provider, name) => ({ what: `没有适用于“${name}”的 ${provider} 连接。`, advice: '请添加一个连接，并填写访问域名或地域。' }),
  'no-credentials': (provider, name) => ({
    what: `“${name}”没有 ${provider} 访问凭证。`,
    advice: '请提供访问密钥标识和密钥；公共读的存储空间可使用匿名访问。',
  }),
  'no-endpoint': (provider, name) => ({ what: `${provider} 连接“${name}”既没有访问域名，也没有地域。`, advice: '请填写其中之一。' }),
};

function told({ code, status }: ObjectStoreFailure): string {
  return `（${code === '' ? status : code}）`;
}

/** What the provider's support asks for, and the provider's own page about it. */
function reference({ requestId, ec, recommendDoc }: ObjectStoreFailure): string {
  if (requestId === null) return '';
  const page = recommendDoc === undefined ? '' : `（说明见 ${recommendDoc} ）`;
  return `请求编号 ${requestId}${ec === null ? '' : `，错误编号 ${ec}`}${page}。`;
}
