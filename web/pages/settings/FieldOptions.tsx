import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input } from 'antd'
import { useWords } from '../../app/language.tsx'
import { fieldWords } from './fieldWords.ts'
import { settingsWords } from './words.ts'

/** The options of a choice: how each reads in both languages, and what is kept. */
export function FieldOptions() {
  const w = useWords(fieldWords)
  const s = useWords(settingsWords)
  const needed = [{ required: true, message: s.needed }]
  return (
    <Form.Item label={w.options}>
      <Form.List
        name="options"
        rules={[
          {
            validator: (_, options: unknown[] | undefined) =>
              options?.length ? Promise.resolve() : Promise.reject(new Error(w.optionsNeeded)),
          },
        ]}
      >
        {(rows, { add, remove }, { errors }) => (
          <>
            {rows.map(({ key, name }) => (
              <div key={key} className="option-row">
                <Form.Item name={[name, 'label', 'zh']} rules={needed}>
                  <Input aria-label={w.optionZh} placeholder={w.optionZh} maxLength={80} />
                </Form.Item>
                <Form.Item name={[name, 'label', 'en']} rules={needed}>
                  <Input aria-label={w.optionEn} placeholder={w.optionEn} maxLength={80} />
                </Form.Item>
                <Form.Item name={[name, 'value']} rules={needed}>
                  <Input aria-label={w.optionValue} placeholder={w.optionValue} maxLength={80} />
                </Form.Item>
                <Button
                  type="text"
                  icon={<CloseOutlined aria-hidden="true" />}
                  aria-label={w.removeOption(String(name + 1))}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            <Button
              icon={<PlusOutlined aria-hidden="true" />}
              onClick={() => add({ value: '', label: { zh: '', en: '' } })}
            >
              {w.addOption}
            </Button>
            <Form.ErrorList errors={errors} />
          </>
        )}
      </Form.List>
    </Form.Item>
  )
}
