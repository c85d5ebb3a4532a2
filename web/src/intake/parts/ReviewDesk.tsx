import { useRef, useState } from 'react'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { dayOfInstant, formatDay } from '#ui/days/days.ts'
import { Empty } from '#ui/Empty.tsx'
import { useKeys } from '#ui/keys.ts'
import { useLanguage } from '#ui/language/language.ts'
import { useSentence } from '#ui/language/sentences.ts'
import type { ArticleDetail, FactView, PageDetail, WrittenFact } from '../api.ts'
import { RowCells } from '../tables/RowCells.tsx'
import { TablePanel } from '../tables/TablePanel.tsx'
import { useIntakeWords } from '../words.ts'
import { ArticleText, NextArticle } from './ArticleText.tsx'
import { type Editing, FactActs } from './FactActs.tsx'
import { FactBody } from './FactBody.tsx'
import { labelOf } from './FactForm.tsx'
import { FactLine } from './FactLine.tsx'
import { FactsFoot } from './FactsFoot.tsx'
import { FactsHead } from './FactsHead.tsx'
import { FieldPicker } from './FieldPicker.tsx'
import { Legend } from './Legend.tsx'
import { MarkPanel } from './MarkPanel.tsx'
import { ModelNote } from './ModelNote.tsx'
import { OtherNote } from './OtherNote.tsx'
import { PageBar } from './PageBar.tsx'
import { Refused } from './Refused.tsx'
import { RepeatNote } from './RepeatNote.tsx'
import { TextNotes } from './TextNotes.tsx'
import { Unread } from './Unread.tsx'
import type { Desk } from './useDesk.ts'
import { useMark } from './useMark.ts'
import type { Other } from './useOthers.ts'
import { digitsOf, type Picking, usePicking } from './usePicking.ts'
import { useReview } from './useReview.ts'

type Props = { page: PageDetail; article: ArticleDetail | null; from: number; desk: Desk; other: Other | null }

/** The two sides of a review, and what the keys do between them. */
export function ReviewDesk({ page, article, from, desk, other }: Props) {
  const say = useIntakeWords()
  const sentence = useSentence()
  const language = useLanguage()
  const { instant } = useAsOf()
  const list = useRef<HTMLDivElement>(null)
  const [editing, setEditing] = useState<Editing | null>(null)
  // The field that is put right has the keys while it is; which one is known only with the fact in hand.
  const [isPicking, setPicking] = useState(false)
  const mayReview = page.may.includes('intake.review')
  const isBusy = editing !== null || isPicking
  const review = useReview({ page, article, from, desk, mayReview, isEditing: isBusy, onEdit: setEditing, list })
  const { current, facts, shown } = review

  const begin = current?.fact.evidence ?? article?.unread[0] ?? null
  const { mark, setMark } = useMark({
    text: page.text,
    within: article?.span ?? null,
    begin,
    enabled: mayReview && !isBusy,
    onTake: () => void useAsEvidence(),
  })
  const isOpen = current?.state === 'pending'
  const useAsEvidence = async () => {
    if (!mark || !current || !isOpen) return
    if (await desk.correct(current, { span: { start: mark.start, end: mark.end } })) setMark(null)
  }
  const add = async (fact: WrittenFact) => {
    const id = mark && (await desk.add({ start: mark.start, end: mark.end }, fact))
    if (!id) return
    setMark(null)
    review.choose(id)
  }
  const picking = usePicking({
    current: isOpen && mayReview ? current : undefined,
    facts,
    text: page.text,
    within: article?.span ?? null,
    onCorrect: told => current && void desk.correct(current, told),
    onForm: setEditing,
    onMark: () => setMark(begin),
    onOpen: setPicking,
  })
  const digits = isOpen && current ? digitsOf(current.fact.kind) : new Map<string, string>()
  useKeys(
    {
      ...Object.fromEntries([...digits].map(([key, digit]) => [digit, () => picking.begin(key)])),
      Enter: event => {
        // A focused button or link means itself.
        if (event.target instanceof Element && event.target.closest('button, a, [role=button]')) return false
        return review.acceptOnly()
      },
    },
    mayReview && !isBusy && mark === null,
  )
  const next = page.items.find(each => article && each.position > article.position)

  return (
    <div className="review">
      <div className="lcol">
        <div className="left">
          <PageBar page={page} articleId={article?.id ?? null} onArticle={review.goToArticle} />
          {article && <TablePanel page={page} articleId={article.id} />}
          {article && (
            <ArticleText
              page={page}
              article={article}
              facts={facts}
              firstNumber={from + 1}
              current={current?.id ?? null}
              mark={mark}
              onSelect={review.choose}
              onMark={mayReview ? setMark : null}
            />
          )}
          {next && <NextArticle page={page} article={next} onGo={() => review.goToArticle(next.id)} />}
        </div>
        <Legend />
      </div>
      <div className="facts">
        {article && (
          <FactsHead
            article={article}
            facts={facts}
            onlyPending={review.onlyPending}
            onOnlyPending={review.setOnlyPending}
            threshold={mayReview ? review.threshold : null}
            onThreshold={review.setThreshold}
          />
        )}
        {instant !== undefined && (
          <p className="note">{sentence('ui.past', { day: formatDay(dayOfInstant(instant), language) })}</p>
        )}
        {article && <RepeatNote article={article} mayReview={mayReview} />}
        <TextNotes page={page} />
        {page.tables === 0 && <ModelNote page={page} />}
        <OtherNote other={other} facts={facts} from={from} />
        <Refused facts={facts} from={from} desk={desk} current={current?.id} onGo={review.choose} />
        {mark && (
          <MarkPanel
            mark={mark}
            text={page.text}
            desk={desk}
            current={isOpen && current ? from + facts.indexOf(current) + 1 : null}
            onUse={() => void useAsEvidence()}
            onAdd={fact => void add(fact)}
            onDrop={() => setMark(null)}
            article={article}
            onLay={page.tables > 0 ? null : laying => void desk.lay(laying).then(isDone => isDone && setMark(null))}
          />
        )}
        <div className="list-of-facts" ref={list}>
          {shown.length === 0 && article && (
            <Empty
              why={say(facts.length === 0 ? 'no-facts-here' : 'all-decided')}
              act={
                next && (
                  <button type="button" className="btn" onClick={() => review.goToArticle(next.id)}>
                    {say('next-article')}
                  </button>
                )
              }
            />
          )}
          <ol>
            {shown.map(view => {
              const isCurrent = view.id === current?.id
              return (
                <FactLine
                  key={view.id}
                  fact={view}
                  number={from + facts.indexOf(view) + 1}
                  isCurrent={isCurrent}
                  onSelect={() => review.choose(view.id)}
                >
                  {isCurrent && (
                    <div className="ed">
                      {!editing && page.tables > 0 && <RowCells page={page} view={view} />}
                      {!editing && (
                        <FactBody
                          view={view}
                          picking={mayReview && isOpen ? { ...pickerOf(picking, view), onBegin: picking.begin } : null}
                        />
                      )}
                      {!mark && !isPicking && (
                        <FactActs
                          view={view}
                          desk={desk}
                          editing={editing}
                          onEdit={setEditing}
                          onAccept={review.accept}
                          onReject={review.reject}
                          onSetAside={review.setAside}
                          onUndo={review.undo}
                          verdict={review.verdict}
                          isAsking={review.isAsking}
                          onVerdict={review.giveVerdict}
                          onDecide={review.decideOpen}
                          onCloseVerdict={review.closeVerdict}
                          onAcceptOpen={review.acceptOpen}
                        />
                      )}
                    </div>
                  )}
                </FactLine>
              )
            })}
          </ol>
          {article && (article.nextFrom !== null || from > 0) && (
            <p className="acts windows">
              {from > 0 && (
                <button type="button" className="btn" onClick={() => review.goTo(0)}>
                  {say('first-facts')}
                </button>
              )}
              {article.nextFrom !== null && (
                <button type="button" className="btn" onClick={() => review.goTo(article.nextFrom ?? 0)}>
                  {say('more-facts')}
                </button>
              )}
            </p>
          )}
          {article && page.tables === 0 && (
            <Unread article={article} text={page.text} onTake={mayReview ? setMark : null} />
          )}
        </div>
        <FactsFoot
          facts={facts}
          threshold={review.threshold}
          onAcceptAbove={() => void review.acceptAbove()}
          isRunning={desk.isRunning}
          mayReview={mayReview}
          told={desk.told}
        />
      </div>
    </div>
  )
}

/** The field being put right, and what is shown for it. */
function pickerOf(picking: Picking, view: FactView) {
  const { key } = picking
  return { key, picker: key !== null && <OpenField key={`${view.id} ${key}`} name={key} picking={picking} /> }
}

function OpenField({ name, picking }: { name: string; picking: Picking }) {
  const say = useIntakeWords()
  return (
    <FieldPicker
      label={labelOf(say, name)}
      choices={picking.choices}
      value={picking.value}
      isWrong={picking.isWrong}
      onChoose={picking.choose}
      onElse={picking.onElse}
      onWrite={picking.write}
      onClose={picking.close}
    />
  )
}
