import { Alert } from 'antd'
import { useExplained } from '../../ui/ErrorState.tsx'

/** Why a form was not taken, above its buttons; nothing while there is no error. */
export function Refusal({ error }: { error: Error | null }) {
  const { title, detail } = useExplained(error)
  return error ? (
    <Alert className="form-refusal" type="warning" showIcon title={title} description={detail} />
  ) : null
}
