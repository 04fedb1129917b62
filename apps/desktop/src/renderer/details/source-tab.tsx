/** Where the file comes from. */
import type { Job } from '@sluice/model';
import { useEffect, useState } from 'react';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { useActions } from '../state/context.tsx';
import { FactList } from './fact-list.tsx';
import { sourceFacts } from './source-facts.ts';

export function SourceTab({ job }: { readonly job: Job }) {
  const words = useWords();
  const language = useLanguage();
  const actions = useActions();
  const headers = useHeaderNames(job);
  return (
    <>
      <FactList facts={sourceFacts(job, headers, language)} />
      {job.remote === null && <p className="tab-empty">{words.detailTabs.notAsked}</p>}
      <button
        type="button"
        className="plain-button"
        onClick={() => {
          actions.act('copyLink', [job.id]);
        }}
      >
        {words.actions.copyLink}
      </button>
    </>
  );
}

/** Empty until they are known. */
function useHeaderNames({ id }: Job): readonly string[] {
  const { headerNames } = useActions();
  const [names, setNames] = useState<readonly string[]>([]);
  useEffect(() => {
    let wanted = true;
    headerNames(id).then(
      (found) => {
        if (wanted) setNames(found);
      },
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [headerNames, id]);
  return names;
}
