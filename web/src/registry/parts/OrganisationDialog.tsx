import { useNavigate } from '@tanstack/react-router'
import { Input, Select } from 'antd'
import { useEffect, useRef } from 'react'
import { z } from 'zod'
import { candidateList, type Organisation } from '#contract/registry.ts'
import { organisationTypes } from '#contract/registryCodes.ts'
import { likenessReasons } from '#contract/registryLikeness.ts'
import { RefusalError, useGet } from '#ui/api.ts'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Link } from '#ui/Link.tsx'
import { useRegistryWords } from '../words.ts'
import { FormDialog } from './FormDialog.tsx'
import { PlaceSelect } from './PlaceSelect.tsx'
import { Posts } from './queue/KnownFacts.tsx'

type Values = {
  name: string
  nameEn?: string
  shortName?: string
  type: (typeof organisationTypes)[number]
  placeId?: string
  creditCode?: string
  note?: string
  aliases?: string[]
}

const changed = z.object({ id: z.string(), version: z.int() })

/** Registers an organisation, or changes one; looks that may be duplicates are shown to be told apart before it is done. */
export function OrganisationDialog({ known, onClose }: { known?: Organisation; onClose: () => void }) {
  const say = useRegistryWords()
  const navigate = useNavigate()
  const command = useCommand({
    path: known ? `/registry/organisations/${known.id}` : '/registry/organisations',
    method: known ? 'PUT' : 'POST',
    gives: changed,
    onDone: ({ id }) => {
      onClose()
      if (!known) void navigate({ to: `/registry/organisations/${id}` })
    },
  })
  const send = (values: Values, distinctFrom?: string[]) => {
    const { aliases, ...fields } = values
    return command.run({
      ...fields,
      ...(known
        ? { version: known.version, code: known.code, unitId: known.unit?.id ?? null, placeId: fields.placeId ?? null }
        : { aliases: aliases ?? [] }),
      ...(distinctFrom ? { distinctFrom } : {}),
    })
  }
  return (
    <FormDialog title={say(known ? 'change' : 'new-organisation')} onClose={onClose}>
      <CommandForm<Values>
        onSubmit={values =>
          send(
            values,
            candidatesOf(command.problem).map(each => each.id),
          )
        }
        problem={candidatesOf(command.problem).length > 0 ? null : command.problem}
        isRunning={command.isRunning}
        act={candidatesOf(command.problem).length > 0 ? say('not-these') : say(known ? 'save' : 'register')}
        initial={
          known
            ? {
                name: known.name,
                type: known.type,
                ...(known.nameEn === null ? {} : { nameEn: known.nameEn }),
                ...(known.shortName === null ? {} : { shortName: known.shortName }),
                ...(known.place === null ? {} : { placeId: known.place.id }),
                ...(known.creditCode === null ? {} : { creditCode: known.creditCode }),
                ...(known.note === null ? {} : { note: known.note }),
              }
            : { type: 'firm' }
        }
      >
        <Field name="name" label={say('name')}>
          <Input data-first maxLength={120} onChange={command.forget} />
        </Field>
        <Field name="type" label={say('type')} width="post">
          <Select options={organisationTypes.map(value => ({ value, label: say(`type-${value}`) }))} />
        </Field>
        <Field name="shortName" label={say('short-name')} width="post" optional>
          <Input maxLength={120} />
        </Field>
        <Field name="nameEn" label={say('name-en')} optional>
          <Input maxLength={120} />
        </Field>
        {!known && (
          <Field name="aliases" label={say('aliases')} optional>
            <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['、', '，', ',', '；']} />
          </Field>
        )}
        <Field name="placeId" label={say('place')} width="post" optional>
          <PlaceSelect />
        </Field>
        <Field name="creditCode" label={say('credit-code')} width="post" optional>
          <Input maxLength={18} />
        </Field>
        <Field name="note" label={say('note')} optional>
          <Input.TextArea maxLength={2000} rows={3} />
        </Field>
        <Candidates problem={command.problem} kind="organisations" />
      </CommandForm>
    </FormDialog>
  )
}

/** What a refused registration may be the same as. */
export function candidatesOf(problem: unknown) {
  if (!(problem instanceof RefusalError) || problem.code !== 'registry.possible-duplicate-conflict') return []
  return problem.fields.flatMap(({ params }) =>
    typeof params.id === 'string'
      ? [{ id: params.id, name: String(params.name), because: String(params.because) }]
      : [],
  )
}

/** The records a new one may be the same as: each can be opened instead of registering again. */
export function Candidates({ problem, kind }: { problem: unknown; kind: 'organisations' | 'people' }) {
  const say = useRegistryWords()
  const found = candidatesOf(problem)
  const posts = usePosts(kind === 'people' && problem instanceof RefusalError ? problem.params.name : undefined)
  const note = useRef<HTMLDivElement>(null)
  // The act that was refused stands below: what it may be the same as comes into sight with it.
  useEffect(() => {
    if (problem) note.current?.scrollIntoView({ block: 'center' })
  }, [problem])
  if (found.length === 0) return null
  return (
    <div ref={note} className="note" role="alert">
      <p>{say('possible-same')}</p>
      <ul className="candidates">
        {found.map(({ id, name, because }) => {
          const reason = likenessReasons.find(each => each === because)
          return (
            <li key={id}>
              <b lang="zh-CN">{name}</b>
              {reason && <span className="q">{say(`because-${reason}`)}</span>}
              <Posts posts={posts(id)} />
              <Link to={`/registry/${kind}/${id}`} className="acts-end">
                {say('use-this')}
              </Link>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** The posts of namesakes with their time, by record: what tells people of one name apart. */
function usePosts(name: unknown) {
  const { data } = useGet(typeof name === 'string' ? '/registry/candidates' : null, candidateList, {
    params: { kind: 'person', name: typeof name === 'string' ? name : '' },
  })
  return (id: string) => data?.rows.find(each => each.id === id)?.posts ?? []
}
