import { Button, Form, Input, Tag } from 'antd'
import { useState } from 'react'
import {
  confirmTwoFactor,
  readMe,
  renewBackupCodes,
  startTwoFactor,
  stopTwoFactor,
} from '../../../contract/me.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useMe } from '../../app/session.ts'
import { Section } from '../../ui/Page.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { accountWords } from './accountWords.ts'
import { Refusal } from './Entrance.tsx'

type Asked = 'start' | 'stop' | 'renew'

/** Turning the second step on and off, and its backup codes. */
export function TwoFactor() {
  const w = useWords(accountWords)
  const { twoFactor } = useMe()
  const [asked, ask] = useState<Asked | undefined>()
  const [begun, begin] = useState<Reply<typeof startTwoFactor> | undefined>()
  const [codes, show] = useState<readonly string[] | undefined>()
  return (
    <Section
      title={w.twoFactor}
      about={w.twoFactorAbout}
      actions={<Tag color={twoFactor ? 'success' : 'default'}>{twoFactor ? w.on : w.off}</Tag>}
    >
      {begun ? (
        <Enrolment begun={begun} onDone={() => begin(undefined)} />
      ) : asked ? (
        <PasswordFirst asked={asked} onStarted={begin} onCodes={show} onClose={() => ask(undefined)} />
      ) : twoFactor ? (
        <div className="buttons">
          <Button onClick={() => ask('renew')}>{w.renew}</Button>
          <Button onClick={() => ask('stop')}>{w.turnOff}</Button>
        </div>
      ) : (
        <Button onClick={() => ask('start')}>{w.turnOn}</Button>
      )}
      {codes ? <BackupCodes codes={codes} /> : null}
    </Section>
  )
}

interface PasswordFirstProps {
  asked: Asked
  onStarted: (begun: Reply<typeof startTwoFactor>) => void
  onCodes: (codes: readonly string[]) => void
  onClose: () => void
}

/** Nobody who found the screen unlocked may change this. */
function PasswordFirst({ asked, onStarted, onCodes, onClose }: PasswordFirstProps) {
  const w = useWords(accountWords)
  const toast = useToast()
  const start = useVerb(startTwoFactor)
  const stop = useVerb(stopTwoFactor, [readMe])
  const renew = useVerb(renewBackupCodes)
  const verb = { start, stop, renew }[asked]
  const send = (body: { password: string }) => {
    if (asked === 'start') start.mutate({ body }, { onSuccess: (begun) => (onClose(), onStarted(begun)) })
    if (asked === 'stop') stop.mutate({ body }, { onSuccess: () => (onClose(), toast.done(w.isOff)) })
    if (asked === 'renew')
      renew.mutate({ body }, { onSuccess: ({ backupCodes }) => (onClose(), onCodes(backupCodes)) })
  }
  return (
    <Form<{ password: string }> name="prove" layout="vertical" requiredMark={false} onFinish={send}>
      <Refusal error={verb.error} />
      <div className="inline-save">
        <Form.Item name="password" label={w.confirmFirst} rules={[{ required: true, message: w.needed }]}>
          <Input.Password autoFocus autoComplete="current-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={verb.isPending}>
          {w.go}
        </Button>
      </div>
    </Form>
  )
}

function Enrolment({ begun, onDone }: { begun: Reply<typeof startTwoFactor>; onDone: () => void }) {
  const w = useWords(accountWords)
  const toast = useToast()
  const verb = useVerb(confirmTwoFactor, [readMe])
  const done = () => {
    onDone()
    toast.done(w.isOn)
  }
  return (
    <>
      <p>{w.scan}</p>
      <img
        className="qr"
        alt={w.scanAlt}
        src={`data:image/svg+xml;utf8,${encodeURIComponent(begun.qrSvg)}`}
        width={192}
        height={192}
      />
      <p className="quiet">
        {w.typeSecret}
        <code>{new URL(begun.uri).searchParams.get('secret')}</code>
      </p>
      <BackupCodes codes={begun.backupCodes} />
      <Form<{ code: string }>
        name="confirm"
        layout="vertical"
        requiredMark={false}
        onFinish={(body) => verb.mutate({ body }, { onSuccess: done })}
      >
        <Refusal error={verb.error} />
        <div className="inline-save">
          <Form.Item name="code" label={w.firstCode} rules={[{ required: true, message: w.needed }]}>
            <Input autoComplete="one-time-code" inputMode="numeric" maxLength={8} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={verb.isPending}>
            {w.finish}
          </Button>
        </div>
      </Form>
    </>
  )
}

function BackupCodes({ codes }: { codes: readonly string[] }) {
  const w = useWords(accountWords)
  const toast = useToast()
  const copy = () => void navigator.clipboard.writeText(codes.join('\n')).then(() => toast.done(w.copied))
  return (
    <div className="codes">
      <p>{w.backup}</p>
      <ul>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Button size="small" onClick={copy}>
        {w.copy}
      </Button>
    </div>
  )
}
