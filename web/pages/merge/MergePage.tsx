import { ArrowLeftOutlined } from '@ant-design/icons'
import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useWords } from '../../app/language.tsx'
import { Answer } from '../../ui/Answer.tsx'
import { Page } from '../../ui/Page.tsx'
import { MergeTable } from './MergeTable.tsx'
import { useMerge } from './useMerge.ts'
import { mergeWords } from './words.ts'
import './merge.css'

/** Two to five leads side by side: which goes on, and what of each survives. */
export function MergePage() {
  const { leads } = useSearch({ from: '/shell/leads/merge' })
  const w = useWords(mergeWords)
  if (leads.length < 2)
    return (
      <Page title={w.title}>
        <div className="state">
          <h2>{w.tooFew}</h2>
          <p>{w.tooFewHint}</p>
          <Link to="/leads">{w.toList}</Link>
        </div>
      </Page>
    )
  return <Beside key={leads.join()} leads={leads} />
}

function Beside({ leads }: { leads: readonly string[] }) {
  const w = useWords(mergeWords)
  const { history } = useRouter()
  const merging = useMerge(leads)
  const { preview, busy, chosen } = merging
  const obstacle = preview.data?.obstacle
  return (
    <Page title={w.title} about={w.about}>
      <button type="button" className="plain-link lead-back" onClick={() => history.back()}>
        <ArrowLeftOutlined aria-hidden="true" /> {w.cancel}
      </button>
      <Answer of={preview} rows={10}>
        {(data) => (
          <form
            className="merge"
            onSubmit={(event) => {
              event.preventDefault()
              if (!data.obstacle) void merging.merge()
            }}
          >
            <MergeTable preview={data} merging={merging} />
            <div className="merge-foot">
              {obstacle ? (
                <p className="notice notice-ochre" role="status">
                  {obstacle.message}
                </p>
              ) : null}
              <Button type="primary" htmlType="submit" loading={busy} disabled={Boolean(obstacle)}>
                {w.merge(leads.length)}
              </Button>
              {chosen ? <Button onClick={merging.reset}>{w.reset}</Button> : null}
              <small className="faint merge-keys">{w.keys}</small>
            </div>
          </form>
        )}
      </Answer>
    </Page>
  )
}
