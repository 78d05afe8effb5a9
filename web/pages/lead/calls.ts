/** The lead whose number was just dialled elsewhere (from a list): its log opens with it. */
let dialled: string | undefined

export function noteCall(leadId: string): void {
  dialled = leadId
}

/** Whether this lead was just called; asked once. */
export function takeCall(leadId: string): boolean {
  const called = dialled === leadId
  if (called) dialled = undefined
  return called
}
