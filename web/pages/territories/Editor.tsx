import { Button, Cascader, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { listHandovers } from '../../../contract/territory-handover.ts'
import {
  addTerritory,
  editTerritory,
  endTerritory,
  listTerritories,
  territoryCover,
} from '../../../contract/territory.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useVocabulary } from '../../app/vocabulary.ts'
import { ConditionEditor } from '../../ui/condition/ConditionEditor.tsx'
import { pathTo, treeIn } from '../../ui/condition/RegionEditor.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { Areas } from './Areas.tsx'
import { Foretold } from './Foretold.tsx'
import { Paste } from './Paste.tsx'
import { charterOf, type Draft, emptyCharter, type Territory } from './territories.ts'
import { useChecked } from './useChecked.ts'
import type { Naming } from './useNaming.ts'
import { territoryWords } from './words.ts'

interface EditorProps {
  /** Absent: a new one. */
  territory: Territory | undefined
  naming: Naming
  onClose: () => void
}

const shown = [listTerritories, territoryCover, listHandovers]

/** Draws a territory, and says before it is saved what that does to the map. */
export function Editor({ territory, naming, onClose }: EditorProps) {
  const w = useWords(territoryWords)
  const toast = useToast()
  const [draft, setDraft] = useState<Draft>({
    ...(territory ? charterOf(territory) : emptyCharter),
    from: '',
    to: '',
  })
  const [evenSo, setEvenSo] = useState(false)
  const checked = useChecked(draft, territory?.territoryId)
  const add = useVerb(addTerritory, shown)
  const edit = useVerb(editTerritory, shown)
  const end = useVerb(endTerritory, shown)
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const twice = checked.data?.overlaps.some(({ perhaps }) => !perhaps) ?? false
  const told = {
    onError: toast.refused,
    onSuccess: () => {
      toast.done(w.saved)
      onClose()
    },
  }
  const save = () => {
    const { from, to, areas, ...charter } = draft
    const body = {
      ...charter,
      areas: areas.filter(({ words }) => words.length > 0),
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
      ...(evenSo ? { evenSo } : {}),
    }
    if (territory) edit.mutate({ params: { territoryId: territory.territoryId }, body }, told)
    else add.mutate({ body }, told)
  }
  const stop = ({ territoryId, name }: Territory) =>
    end.mutate(
      { params: { territoryId }, body: draft.from ? { from: draft.from } : {} },
      {
        onError: toast.refused,
        onSuccess: () => {
          toast.done(w.ended(name))
          onClose()
        },
      },
    )
  const title = territory?.name ?? w.newTitle
  return (
    <SidePanel
      title={title}
      label={title}
      onClose={onClose}
      foot={
        <div className="territory-foot">
          {twice ? (
            <Checkbox checked={evenSo} onChange={(event) => setEvenSo(event.target.checked)}>
              {w.evenSo}
            </Checkbox>
          ) : null}
          <Button
            type="primary"
            loading={add.isPending || edit.isPending}
            disabled={!draft.name.trim()}
            onClick={save}
          >
            {w.save}
          </Button>
          {territory ? (
            <Button danger type="text" loading={end.isPending} onClick={() => stop(territory)}>
              {w.end}
            </Button>
          ) : null}
        </div>
      }
    >
      <div className="territory-form">
        <Foretold found={checked.data} naming={naming} />
        <Made draft={draft} naming={naming} onChange={change} />
        <Whose draft={draft} naming={naming} onChange={change} />
      </div>
    </SidePanel>
  )
}

interface PartProps {
  draft: Draft
  naming: Naming
  onChange: (part: Partial<Draft>) => void
}

function Made({ draft, naming, onChange }: PartProps) {
  const w = useWords(territoryWords)
  const { lang } = useLanguage()
  const vocabulary = useVocabulary()
  const [asking, setAsking] = useState(draft.condition !== null)
  const addRegions = (codes: readonly string[]) =>
    onChange({ regions: [...new Set([...draft.regions, ...codes])] })
  return (
    <>
      <label className="territory-field">
        {w.name}
        <Input
          value={draft.name}
          maxLength={60}
          placeholder={w.namePlaceholder}
          onChange={(event) => onChange({ name: event.target.value })}
        />
      </label>
      <div className="territory-field">
        {w.regions}
        <Cascader
          multiple
          aria-label={w.regions}
          showCheckedStrategy={Cascader.SHOW_PARENT}
          options={treeIn(lang)}
          value={draft.regions.map(pathTo)}
          displayRender={(labels) => labels.at(-1)}
          showSearch={{
            filter: (text, path) =>
              naming
                .region(String(path.at(-1)?.value))
                .toLowerCase()
                .includes(text.toLowerCase()),
          }}
          onChange={(paths) => onChange({ regions: paths.flatMap((path) => path.at(-1) ?? []) })}
        />
        <Paste naming={naming} onAdd={addRegions} />
      </div>
      <Areas areas={draft.areas} vocabulary={vocabulary} onChange={(areas) => onChange({ areas })} />
      {asking ? (
        <div className="territory-field">
          {w.condition}
          <ConditionEditor
            value={draft.condition ?? { all: [] }}
            fields={vocabulary.fields}
            choices={vocabulary.choices}
            onChange={(condition) =>
              onChange({ condition: 'all' in condition && condition.all.length === 0 ? null : condition })
            }
          />
        </div>
      ) : (
        <Button size="small" onClick={() => setAsking(true)}>
          {w.addCondition}
        </Button>
      )}
    </>
  )
}

function Whose({ draft, naming, onChange }: PartProps) {
  const w = useWords(territoryWords)
  return (
    <>
      <RepsOrTeam value={draft} naming={naming} onChange={onChange} />
      <div className="territory-days">
        <label className="territory-field">
          {w.from}
          <Input
            type="date"
            value={draft.from}
            onChange={(event) => onChange({ from: event.target.value })}
          />
        </label>
        <label className="territory-field">
          {w.to}
          <Input type="date" value={draft.to} onChange={(event) => onChange({ to: event.target.value })} />
        </label>
      </div>
    </>
  )
}

interface Owned {
  userIds: string[]
  teamId: string | null
}

/** Whose an area is: reps by name, else a team. */
export function RepsOrTeam(props: {
  value: Owned
  naming: Naming
  onChange: (part: Partial<Owned>) => void
}) {
  const { value, naming, onChange } = props
  const w = useWords(territoryWords)
  const known = new Set(naming.reps.map((rep) => rep.value))
  const gone = value.userIds.filter((userId) => !known.has(userId))
  return (
    <div className="territory-days">
      <label className="territory-field">
        {w.reps}
        <Select
          mode="multiple"
          aria-label={w.reps}
          showSearch={{ optionFilterProp: 'label' }}
          value={value.userIds}
          options={[...naming.reps, ...gone.map((userId) => ({ value: userId, label: naming.rep(userId) }))]}
          onChange={(userIds: string[]) => onChange({ userIds })}
        />
      </label>
      <label className="territory-field">
        {w.team}
        <Select
          allowClear
          aria-label={w.team}
          disabled={value.userIds.length > 0}
          placeholder={w.noTeam}
          value={value.teamId}
          options={naming.teams}
          onChange={(teamId: string | undefined) => onChange({ teamId: teamId ?? null })}
        />
      </label>
    </div>
  )
}
