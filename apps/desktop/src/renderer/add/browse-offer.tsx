/** An address that ends with a slash is a folder of a bucket: it can be looked into, not fetched. */
import { useWords } from '../i18n/use-words.ts';
import { useParts } from '../state/context.tsx';

const FOLDER = /^(oss|s3):\/\/([A-Za-z0-9][A-Za-z0-9._-]{0,254})(?:\/(.*))?$/i;

/** Whether the link names a bucket or a folder in it. */
export function isFolderLink(link: string): boolean {
  const match = FOLDER.exec(link);
  return match !== null && (match[3] === undefined || match[3] === '' || match[3].endsWith('/'));
}

export function BrowseOffer({ link }: { readonly link: string }) {
  const { sources: words } = useWords();
  const { store, actions } = useParts();
  const [, provider = '', bucket = '', prefix = ''] = FOLDER.exec(link) ?? [];
  const browse = async (): Promise<void> => {
    const connections = await actions.sources.list();
    const fitting = connections.filter(({ connection }) => connection.provider === provider.toLowerCase());
    const found = fitting.find((view) => view.bucket === bucket) ?? fitting[0];
    if (found === undefined) return actions.say(words.none);
    const { id, name } = found.connection;
    store.setState({ dialog: { kind: 'browse', connectionId: id, name, bucket, prefix } });
  };
  return (
    <div className="recognised">
      <button type="button" className="plain-button" onClick={() => void browse().catch(() => undefined)}>
        {words.browse}
      </button>
    </div>
  );
}
