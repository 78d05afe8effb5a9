import { Button, Select } from 'antd'
import type { Area } from '../../../contract/territory.ts'
import { addressOf } from '../../../rules/fields.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import type { Vocabulary } from '../../app/vocabulary.ts'
import RegionPicker from '../../ui/RegionPicker.tsx'
import { territoryWords } from './words.ts'

interface AreasProps {
  areas: readonly Area[]
  vocabulary: Vocabulary
  onChange: (areas: Area[]) => void
}

const asked = new Set(['text', 'choice', 'list'])
const builtins = new Set(['address', 'company', 'need', 'note', 'tags'])

/** Named areas: which field says them, by which words, and where. */
export function Areas({ areas, vocabulary, onChange }: AreasProps) {
  const w = useWords(territoryWords)
  const { lang } = useLanguage()
  const fields = [...vocabulary.fields.values()]
    .filter((field) => asked.has(field.type) && (field.origin === 'custom' || builtins.has(field.key)))
    .map((field) => ({ value: addressOf(field), label: field.label[lang] }))
  const change = (i: number, part: Partial<Area>) =>
    onChange(areas.map((area, at) => (at === i ? { ...area, ...part } : area)))
  const place = (i: number, code: string | null) =>
    onChange(
      areas.map((area, at) => {
        if (at !== i) return area
        const { within: _, ...rest } = area
        return code ? { ...rest, within: code } : rest
      }),
    )
  return (
    <fieldset className="territory-areas">
      <legend>{w.areas}</legend>
      <small>{w.areasHint}</small>
      {areas.map((area, i) => (
        <div key={i} className="territory-area">
          <Select
            aria-label={w.field}
            value={area.field}
            options={fields}
            popupMatchSelectWidth={false}
            onChange={(field) => change(i, { field })}
          />
          <Select
            aria-label={w.state}
            value={area.match}
            options={[
              { value: 'has', label: w.has },
              { value: 'is', label: w.is },
            ]}
            popupMatchSelectWidth={false}
            onChange={(match) => change(i, { match })}
          />
          <Select
            mode="tags"
            aria-label={w.words}
            placeholder={w.words}
            className="wide"
            open={false}
            suffixIcon={null}
            tokenSeparators={['\n', '、', '，', ',']}
            value={area.words}
            onChange={(words: string[]) => change(i, { words })}
          />
          <label>
            {w.within}
            <RegionPicker
              label={w.within}
              value={area.within ?? null}
              onChange={(code) => place(i, typeof code === 'string' ? code : null)}
            />
          </label>
          <Button size="small" type="text" onClick={() => onChange(areas.filter((_, at) => at !== i))}>
            {w.remove}
          </Button>
        </div>
      ))}
      <Button
        size="small"
        onClick={() => onChange([...areas, { field: 'address', match: 'has', words: [] }])}
      >
        {w.addArea}
      </Button>
    </fieldset>
  )
}
