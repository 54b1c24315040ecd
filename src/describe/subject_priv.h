/* What the search for a subject shares between its files. */
#ifndef SX_DESCRIBE_SUBJECT_PRIV_H
#define SX_DESCRIBE_SUBJECT_PRIV_H

#include "describe/describe_priv.h"

#define NONE UINT32_MAX

static inline bool sx_is_count(const struct sx_quantity *q)
{
	return q->unit.n == 0 && (q->kind.n == 0 || sx_str_is(q->kind, "count") || sx_str_is(q->kind, "number"));
}

static inline bool sx_is_share(const struct sx_quantity *q)
{
	return sx_str_is(q->kind, "percent") || sx_str_is(q->kind, "ratio") || sx_str_is(q->kind, "percentage_point") ||
	       sx_str_is(q->unit, "%");
}

/* clause.c */
static inline bool sx_is_change_noun(const struct sx_tok *t)
{
	return sx_is_head(t) && (t->is & SX_IS_CHANGE);
}

bool sx_is_anaphor(const struct sx_line *line, uint32_t i); /* it, these: named before */
struct sx_part sx_essence(const struct sx_line *line, struct sx_part chain, bool wide);
struct sx_part sx_without_place(const struct sx_line *line, struct sx_part p);
uint32_t sx_governing_verb(const struct sx_line *line, uint32_t at, uint32_t floor, uint32_t *object_end);

/* near.c: tokens next to a number; NONE where there is none. */
uint32_t sx_near_behind(const struct sx_reading *r);
uint32_t sx_near_front(const struct sx_line *line, uint32_t at);
uint32_t sx_near_list_behind(const struct sx_reading *r, uint32_t next);
bool sx_near_way(const struct sx_line *line, uint32_t front);
bool sx_near_shares(const struct sx_line *line, uint32_t at);
bool sx_near_follows(const struct sx_line *line, uint32_t front);
bool sx_near_compared(const struct sx_line *line, uint32_t front);
bool sx_near_beside(const struct sx_line *line, uint32_t at, uint32_t end);
struct sx_part sx_near_with(const struct sx_line *line, uint32_t at, uint32_t verb);
bool sx_near_owner(const struct sx_line *line, uint32_t i);
/* The end of the noun in front that the number bounds, or NONE: "children under the age of 18", "loans over $1m". */
uint32_t sx_near_bounded(const struct sx_line *line, uint32_t at);
struct sx_part sx_near_person(const struct sx_line *line, uint32_t at); /* "Jane Doe, 52,", "children under 5" */
bool sx_near_rate(const struct sx_reading *r);
uint32_t sx_near_open(const struct sx_line *line, uint32_t at);
uint32_t sx_near_behind_close(const struct sx_line *line, uint32_t i);

/* Is it a rate, so that what stands before its "per" is no subject? */
static inline bool sx_near_rated(const struct sx_reading *r)
{
	return r->quantity->per.end > r->quantity->at.end && sx_near_rate(r);
}

/* The bracket that opens in front. */
static inline uint32_t sx_near_bracket(const struct sx_line *line, uint32_t at)
{
	return line->brackets ? sx_near_open(line, at) : NONE;
}

static inline uint32_t sx_near_over_brackets(const struct sx_line *line, uint32_t i)
{
	return i < line->n && line->tok[i].tag == SX_T_OPEN ? sx_near_behind_close(line, i) : i;
}

/* "19 km south of the town" */
static inline bool sx_near_direction(const struct sx_line *line, uint32_t i)
{
	return sx_tok_in(line, i, SX_SET_DIRECTION);
}

/* "8 feet high" */
static inline bool sx_near_dimension(const struct sx_line *line, uint32_t i)
{
	return sx_tok_in(line, i, SX_SET_DIMENSION);
}

static inline bool sx_near_mark(const struct sx_line *line, uint32_t i)
{
	return sx_tok_in(line, i, SX_SET_MARK);
}

/* "three years later", "4 months after enrolment": a step in time measures nothing. */
static inline bool sx_near_step(const struct sx_reading *r, uint32_t next)
{
	return sx_tok_in(r->line, next, SX_SET_STEP) && sx_str_is(r->quantity->kind, "duration");
}

/* subject.c: the phrase that begins at a token, with what it goes on with; take a phrase for the subject, if there is
 * one. */
struct sx_part sx_phrase_right(const struct sx_line *line, uint32_t at, bool both);
bool sx_subject_take(struct sx_reading *r, struct sx_part p);

/* subject_beside.c: a way to name the subject each; false: it is none. `front` and `next` are the tokens in front of
 * the number and behind it. */
bool sx_subject_from_opening(struct sx_reading *r, uint32_t front, uint32_t next);
bool sx_subject_from_behind(struct sx_reading *r, uint32_t next);
bool sx_subject_from_related(struct sx_reading *r, uint32_t front, uint32_t next);
bool sx_subject_from_spent(struct sx_reading *r, uint32_t front, uint32_t next);
bool sx_subject_from_form(struct sx_reading *r, uint32_t front, uint32_t next);
bool sx_subject_from_dimension(struct sx_reading *r, uint32_t front, uint32_t next);

#endif
