import { Button, Popconfirm } from 'antd'
import { listTeams } from '../../../contract/people.ts'
import { listRobots, removeRobot, tryRobot } from '../../../contract/settings.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Page } from '../../ui/Page.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { Entry } from './Entry.tsx'
import { linkWords } from './linkWords.ts'
import { RobotForm } from './RobotForm.tsx'
import { TryIt } from './TryIt.tsx'
import { useSettings } from './useSettings.ts'
import { settingsWords } from './words.ts'

type Robot = Reply<typeof listRobots>['items'][number]

/** The robots that tell group chats of new leads. */
export default function RobotsPage() {
  const w = useWords(linkWords)
  const s = useWords(settingsWords)
  const { open, go } = useSettings()
  const robots = useEndpoint(listRobots, {})
  const add = () => go({ open: 'new' })
  return (
    <Page
      title={s.robots}
      actions={
        <Button type="primary" onClick={add}>
          {w.newRobot}
        </Button>
      }
      side={open === 'new' ? <RobotForm onClose={() => go({ open: undefined })} /> : undefined}
    >
      <p className="page-intro">{w.robotsIntro}</p>
      <Answer of={robots}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={w.noRobots} action={<Button onClick={add}>{w.newRobot}</Button>}>
              {w.noRobotsHint}
            </Empty>
          ) : (
            <ul className="entries" aria-label={s.robots}>
              {items.map((robot) => (
                <RobotEntry key={robot.robotId} robot={robot} />
              ))}
            </ul>
          )
        }
      </Answer>
    </Page>
  )
}

function RobotEntry({ robot }: { robot: Robot }) {
  const w = useWords(linkWords)
  const s = useWords(settingsWords)
  const toast = useToast()
  const { robotId, kind, name, url, teamId, active, hasSecret } = robot
  const teams = useEndpoint(listTeams, {}).data?.items
  const remove = useVerb(removeRobot, [listRobots])
  const params = { robotId }
  const go = () =>
    remove.mutate({ params }, { onSuccess: () => toast.done(w.removed), onError: toast.refused })
  const team = teamId ? (teams?.find((each) => each.teamId === teamId)?.name ?? '') : w.everyTeam
  return (
    <Entry
      title={name}
      off={!active}
      about={
        <>
          {[w[kind], team, ...(hasSecret ? [w.signed] : [])].join(' · ')}
          <br />
          <span className="address">{url.replace(/^https?:\/\//, '')}</span>
        </>
      }
    >
      <TryIt endpoint={tryRobot} params={params} freshens={[listRobots]} />
      <Popconfirm title={w.removeAsk(name)} okText={s.remove} onConfirm={go}>
        <Button size="small" danger loading={remove.isPending}>
          {s.remove}
        </Button>
      </Popconfirm>
    </Entry>
  )
}
