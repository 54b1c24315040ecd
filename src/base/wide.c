#include "base/wide_priv.h"

#include <assert.h>

enum { BASE = SX_WIDE_BASE, LIMB_DIGITS = SX_WIDE_LIMB_DIGITS };

static void trim(struct sx_wide *w)
{
	while (w->n && w->limb[w->n - 1] == 0)
		w->n--;
}

bool sx_wide_mul(struct sx_wide *w, uint32_t factor, uint32_t carry)
{
	for (unsigned i = 0; i < w->n; i++) {
		uint64_t x = (uint64_t)w->limb[i] * factor + carry;
		w->limb[i] = (uint32_t)(x % BASE);
		carry = (uint32_t)(x / BASE);
	}
	if (carry == 0)
		return true;
	if (w->n == SX_WIDE_LIMBS)
		return false;
	w->limb[w->n++] = carry;
	return true;
}

/* w = w / divisor, returning the remainder. */
static uint32_t divide_small(struct sx_wide *w, uint32_t divisor)
{
	uint64_t rest = 0;
	for (unsigned i = w->n; i-- > 0;) {
		rest = rest * BASE + w->limb[i];
		w->limb[i] = (uint32_t)(rest / divisor);
		rest %= divisor;
	}
	trim(w);
	return (uint32_t)rest;
}

static uint32_t ten_to(unsigned n)
{
	static const uint32_t powers[] = { 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, BASE };
	return powers[n];
}

bool sx_wide_scale_up(struct sx_wide *w, unsigned zeros)
{
	if (w->n == 0)
		return true;
	for (; zeros >= LIMB_DIGITS; zeros -= LIMB_DIGITS)
		if (!sx_wide_mul(w, BASE, 0))
			return false;
	return sx_wide_mul(w, ten_to(zeros), 0);
}

bool sx_wide_scale_down(struct sx_wide *w, unsigned digits)
{
	bool lost = false;
	while (digits && w->n) {
		unsigned now = digits < LIMB_DIGITS ? digits : LIMB_DIGITS;
		lost |= divide_small(w, ten_to(now)) != 0;
		digits -= now;
	}
	return lost;
}

unsigned sx_wide_digits(const struct sx_wide *w)
{
	if (w->n == 0)
		return 0;
	unsigned digits = 1;
	while (digits < LIMB_DIGITS && w->limb[w->n - 1] >= ten_to(digits))
		digits++;
	return digits + (w->n - 1) * LIMB_DIGITS;
}

int sx_wide_cmp(const struct sx_wide *a, const struct sx_wide *b)
{
	if (a->n != b->n)
		return a->n < b->n ? -1 : 1;
	for (unsigned i = a->n; i-- > 0;)
		if (a->limb[i] != b->limb[i])
			return a->limb[i] < b->limb[i] ? -1 : 1;
	return 0;
}

void sx_wide_add(struct sx_wide *a, const struct sx_wide *b)
{
	uint32_t carry = 0;
	unsigned n = a->n > b->n ? a->n : b->n;
	for (unsigned i = 0; i < n || carry; i++) {
		uint32_t x = carry + (i < a->n ? a->limb[i] : 0) + (i < b->n ? b->limb[i] : 0);
		carry = x >= BASE;
		a->limb[i] = carry ? x - BASE : x;
		if (i >= a->n)
			a->n = i + 1;
	}
}

void sx_wide_sub(struct sx_wide *a, const struct sx_wide *b)
{
	uint32_t borrow = 0;
	for (unsigned i = 0; i < a->n; i++) {
		uint32_t take = borrow + (i < b->n ? b->limb[i] : 0);
		borrow = a->limb[i] < take;
		a->limb[i] += (borrow ? BASE : 0) - take;
	}
	trim(a);
}

int sx_wide_drop_zeros(struct sx_wide *w, int wanted)
{
	int dropped = 0;
	for (; wanted - dropped >= LIMB_DIGITS && w->n && w->limb[0] == 0; dropped += LIMB_DIGITS) {
		memmove(w->limb, w->limb + 1, (w->n - 1) * sizeof *w->limb);
		w->limb[--w->n] = 0;
	}
	while (dropped < wanted && w->n && w->limb[0] % 10 == 0) {
		divide_small(w, 10);
		dropped++;
	}
	return dropped;
}

struct sx_wide sx_wide_product(const struct sx_decimal *a, const struct sx_decimal *b)
{
	struct sx_wide product = { .n = (unsigned)a->limbs + b->limbs };
	for (unsigned i = 0; i < a->limbs; i++) {
		uint64_t carry = 0;
		for (unsigned j = 0; j < b->limbs; j++) {
			carry += (uint64_t)a->limb[i] * b->limb[j] + product.limb[i + j];
			product.limb[i + j] = (uint32_t)(carry % BASE);
			carry /= BASE;
		}
		product.limb[i + b->limbs] = (uint32_t)carry;
	}
	trim(&product);
	return product;
}

/* One limb of the quotient, Knuth's algorithm D step: u[0 .. v.n] -= digit * v, with the greatest digit possible.
 * v's top limb is at least BASE / 2. */
static uint32_t divide_step(uint32_t *u, const struct sx_wide *v)
{
	uint64_t top = (uint64_t)u[v->n] * BASE + u[v->n - 1];
	uint64_t digit = top / v->limb[v->n - 1], rest = top % v->limb[v->n - 1];
	uint64_t second = v->n > 1 ? v->limb[v->n - 2] : 0, third = v->n > 1 ? u[v->n - 2] : 0;
	while (digit >= BASE || (rest < BASE && digit * second > rest * BASE + third)) {
		digit--;
		rest += v->limb[v->n - 1];
	}
	uint64_t product = 0;
	uint32_t borrow = 0;
	for (unsigned i = 0; i <= v->n; i++) {
		product += i < v->n ? digit * v->limb[i] : 0;
		uint32_t take = (uint32_t)(product % BASE) + borrow;
		product /= BASE;
		borrow = u[i] < take;
		u[i] += (borrow ? BASE : 0) - take;
	}
	if (borrow == 0)
		return (uint32_t)digit;
	uint32_t carry = 0; /* one too many: give v back once */
	for (unsigned i = 0; i <= v->n; i++) {
		uint32_t x = u[i] + carry + (i < v->n ? v->limb[i] : 0);
		carry = x >= BASE;
		u[i] = carry ? x - BASE : x;
	}
	return (uint32_t)digit - 1;
}

bool sx_wide_div(struct sx_wide *q, struct sx_wide *u, struct sx_wide *v)
{
	uint32_t factor = BASE / (v->limb[v->n - 1] + 1);
	sx_wide_mul(u, factor, 0);
	sx_wide_mul(v, factor, 0);
	*q = (struct sx_wide){ 0 };
	if (u->n < v->n)
		return u->n != 0;
	assert(u->n < SX_WIDE_LIMBS);
	u->limb[u->n] = 0;
	q->n = u->n - v->n + 1;
	for (unsigned i = q->n; i-- > 0;)
		q->limb[i] = divide_step(u->limb + i, v);
	trim(q);
	trim(u);
	return u->n != 0;
}

unsigned sx_wide_round(struct sx_wide *w, unsigned digits, bool sticky)
{
	unsigned have = sx_wide_digits(w);
	if (have <= digits)
		return 0;
	unsigned drop = have - digits;
	sticky |= sx_wide_scale_down(w, drop - 1);
	uint32_t last = divide_small(w, 10);
	bool odd = w->n && w->limb[0] % 2;
	if (last > 5 || (last == 5 && (sticky || odd)))
		sx_wide_add(w, &(struct sx_wide){ .n = 1, .limb = { 1 } });
	if (sx_wide_digits(w) > digits) {
		divide_small(w, 10); /* 999.5 became 1000 */
		drop++;
	}
	return drop;
}
