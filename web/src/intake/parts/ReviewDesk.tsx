import { useRef, useState } from 'react'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { dayOfInstant, formatDay } from '#ui/days/days.ts'
import { Empty } from '#ui/Empty.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { useSentence } from '#ui/language/sentences.ts'
import type { ArticleDetail, PageDetail, WrittenFact } from '../api.ts'
import { useIntakeWords } from '../words.ts'
import { ArticleText, NextArticle } from './ArticleText.tsx'
import { FactActs } from './FactActs.tsx'
import { FactBody } from './FactBody.tsx'
import { FactLine } from './FactLine.tsx'
import { FactsFoot } from './FactsFoot.tsx'
import { FactsHead } from './FactsHead.tsx'
import { Legend } from './Legend.tsx'
import { MarkPanel } from './MarkPanel.tsx'
import { ModelNote } from './ModelNote.tsx'
import { PageBar } from './PageBar.tsx'
import { RepeatNote } from './RepeatNote.tsx'
import { TextNotes } from './TextNotes.tsx'
import { Unread } from './Unread.tsx'
import { useDesk } from './useDesk.ts'
import { useMark } from './useMark.ts'
import { useReview } from './useReview.ts'

type Props = { page: PageDetail; article: ArticleDetail | null; from: number }

/** The two sides of a review, and what the keys do between them. */
export function ReviewDesk({ page, article, from }: Props) {
  const say = useIntakeWords()
  const sentence = useSentence()
  const language = useLanguage()
  const { instant } = useAsOf()
  const desk = useDesk(page.id)
  const list = useRef<HTMLDivElement>(null)
  const [isEditing, setEditing] = useState(false)
  const mayReview = page.may.includes('intake.review')
  const review = useReview({ page, article, desk, mayReview, isEditing, onEdit: setEditing, list })
  const { current, facts, shown } = review

  const { mark, setMark } = useMark({
    text: page.text,
    within: article?.span ?? null,
    begin: current?.fact.evidence ?? article?.unread[0] ?? null,
    enabled: mayReview && !isEditing,
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
  const next = page.items.find(each => article && each.position > article.position)

  return (
    <div className="review">
      <div className="lcol">
        <div className="left">
          <PageBar page={page} articleId={article?.id ?? null} onArticle={review.goToArticle} />
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
        <ModelNote page={page} />
        {mark && (
          <MarkPanel
            mark={mark}
            text={page.text}
            desk={desk}
            current={isOpen && current ? from + facts.indexOf(current) + 1 : null}
            onUse={() => void useAsEvidence()}
            onAdd={fact => void add(fact)}
            onDrop={() => setMark(null)}
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
                      {!isEditing && <FactBody view={view} />}
                      {!mark && (
                        <FactActs
                          view={view}
                          desk={desk}
                          isEditing={isEditing}
                          onEdit={setEditing}
                          onAccept={() => void review.accept()}
                          onReject={() => void review.reject()}
                          onUndo={() => void review.undo()}
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
          {article && <Unread article={article} text={page.text} onTake={mayReview ? setMark : null} />}
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
