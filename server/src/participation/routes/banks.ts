import { z } from 'zod'
import { id, instant } from '#contract/kernel.ts'
import { bankReport } from '#contract/participation/bank.ts'
import {
  bank,
  bankDocumentQuery,
  bankImported,
  bankPage,
  bankQuery,
  bankQuestions,
  bankUpload,
  newBank,
  newBankVersion,
  renameBank as renameBody,
} from '#contract/participation/banks.ts'
import { download } from '#kernel/http/regionRoutes.ts'
import { route } from '#kernel/room.ts'
import { checkUpload, importBank, importVersion, renameBank } from '../commands/banks.ts'
import { bankAsDocument, bankAsTable, bankDetail, bankList, questionsOf, template } from '../queries/banks.ts'

const byId = z.object({ id })
const byVersion = z.object({ id, number: z.coerce.number().int().min(1).max(1_000_000) })
/** A table of 10 MB in base64. */
const bodyLimit = 15 * 1024 * 1024

export const bankRoutes = [
  route(
    {
      method: 'GET',
      path: '/participation/banks',
      act: 'participation.see-bank',
      takes: { query: bankQuery },
      gives: bankPage,
      summary: 'Question banks',
    },
    (ctx, { query }) => bankList(ctx, query),
  ),
  route(
    {
      method: 'GET',
      path: '/participation/banks/template',
      act: 'participation.import-bank',
      takes: {},
      gives: download,
      summary: 'An empty table of questions to fill in (XLSX)',
    },
    ctx => template(ctx),
  ),
  route(
    {
      method: 'POST',
      path: '/participation/banks/check',
      act: 'participation.import-bank',
      takes: { body: bankUpload },
      gives: bankReport,
      summary: 'Check a table of questions; nothing is kept',
      bodyLimit,
    },
    (ctx, { body }) => checkUpload(ctx, body),
  ),
  route(
    {
      method: 'POST',
      path: '/participation/banks',
      act: 'participation.import-bank',
      takes: { body: newBank },
      gives: bankImported,
      summary: 'Bring in a question bank: all of it or nothing',
      bodyLimit,
    },
    (ctx, { body }) => importBank(ctx, body),
  ),
  route(
    {
      method: 'GET',
      path: '/participation/banks/:id',
      act: 'participation.see-bank',
      takes: { params: byId, query: z.object({ asOf: instant.optional() }) },
      gives: bank,
      summary: 'One question bank and its versions',
    },
    (ctx, { params }) => bankDetail(ctx, params.id),
  ),
  route(
    {
      method: 'PUT',
      path: '/participation/banks/:id',
      act: 'participation.rename-bank',
      takes: { params: byId, body: renameBody },
      gives: bank,
      summary: 'Give a question bank other titles',
    },
    async (ctx, { params, body }) => {
      await renameBank(ctx, params.id, body)
      return bankDetail(ctx, params.id)
    },
  ),
  route(
    {
      method: 'POST',
      path: '/participation/banks/:id/versions',
      act: 'participation.import-bank',
      takes: { params: byId, body: newBankVersion },
      gives: bankImported,
      summary: 'Bring in the next version of a question bank',
      bodyLimit,
    },
    (ctx, { params, body }) => importVersion(ctx, params.id, body),
  ),
  route(
    {
      method: 'GET',
      path: '/participation/banks/:id/versions/:number',
      act: 'participation.see-bank',
      takes: { params: byVersion },
      gives: bankQuestions,
      summary: 'The questions of one version, with their answers',
    },
    (ctx, { params }) => questionsOf(ctx, params.id, params.number),
  ),
  route(
    {
      method: 'GET',
      path: '/participation/banks/:id/versions/:number/table',
      act: 'participation.see-bank',
      takes: { params: byVersion },
      gives: download,
      summary: 'The same as a table (XLSX) that can be changed and brought in again',
    },
    (ctx, { params }) => bankAsTable(ctx, params.id, params.number),
  ),
  route(
    {
      method: 'GET',
      path: '/participation/banks/:id/versions/:number/document',
      act: 'participation.see-bank',
      takes: { params: byVersion, query: bankDocumentQuery },
      gives: download,
      summary: 'The same as a document to print (DOCX), with answers or without',
    },
    (ctx, { params, query }) => bankAsDocument(ctx, params.id, params.number, query),
  ),
]
