// Rewrites how functions written in Go call, jump and give way to each other in WebAssembly.
//
// Go can leave a function in the middle and come back later, when it switches to another goroutine or moves a stack, and
// WebAssembly can't. So every function takes the number of the place at which it is to go on, and begins with a jump to
// that place; every call writes down where it will return to, and every return says whether all are to be left. Every
// jump goes through the beginning, too (cmd/internal/obj/wasm/wasmobj.go):
//
//     global.get $SP  local.set $sp
//     block $exit  loop $again  block ... block
//       local.get $place  br_table ...  end
//       ...
//       local.get $sp  i32.const 8  i32.sub  local.tee $sp  global.set $SP            a call
//       local.get $sp  i64.const FUNCTION<<16|PLACE  i64.store  i32.const 0  call $other
//       global.get $SP  local.set $sp  br_if $exit  end
//       ...
//       i32.const PLACE  local.set $place  br $again                                  a jump
//       ...
//     end  unreachable  end  i32.const 1
//
// The numbers of functions and places, and the depths of blocks, are different everywhere, and so no two calls and no two
// jumps are the same bytes. They do the same here, and most are.

import { instruction, op, type } from "./code.mjs";
import { shorten } from "./neighbours.mjs";

/** The locals that every function has, and the one that is added: its own number, in the bits in which addresses have it. */
const local = { place: 0, stack: 1, number: 2 };
/** The global that has the stack pointer. */
const stackPointer = 0;
/** An address is the number of a function times this, and a place in it. */
const places = 65536;

/** Whether a function is one that Go's compiler made by these rules, of the type (i32) -> i32. */
export function followsRules({ locals, code }) {
  if (locals[0]?.[0] !== 1 || locals[0][1] !== type.i32) return false;
  return is(code[0], op.globalGet, stackPointer) && is(code[1], op.localSet, local.stack);
}

/**
 * Rewrites a function. About it one has to know its number; where it goes on when a panic was recovered (0 if nowhere);
 * whether it was written in assembly, which may know places by themselves; and how big its frame is at a place.
 */
export function rewriteFunction(fn, about, helpers) {
  callForGood(fn, about, helpers);
  jumpDirectly(fn);
  leaveDirectly(fn);
  for (let before = Number.POSITIVE_INFINITY; fn.code.length < before; ) {
    before = fn.code.length;
    dropDeadCode(fn);
    dropPlaces(fn, about, helpers);
    dropBlocks(fn);
  }
  shorten(fn);
  shareNumber(fn, about);
}

/** Whether an instruction leaves an address in the function. */
function isAddress(next, { number }) {
  return next.op === op.i64Const && next.a >= number * places && next.a < (number + 1) * places;
}

function is(there, wanted, a) {
  return there?.op === wanted && (a === undefined || there.a === a);
}

/** Whether code has these from a place on: an op each, or an op with its first number. */
function has(code, at, ...wanted) {
  return wanted.every((one, i) => (Array.isArray(one) ? is(code[at + i], ...one) : is(code[at + i], one)));
}

/** How a function begins: the blocks that are open there, the loop among them, and the jump to where it is to go on. */
function entry({ code }) {
  let at = 2;
  while (is(code[at], op.block) || is(code[at], op.loop)) at++;
  const open = code.slice(2, at);
  const jump = has(code, at, [op.localGet, local.place], op.brTable) ? at + 1 : -1;
  return { open, loop: open.find((block) => block.op === op.loop), jump: code[jump], at: jump };
}

/** The block behind which a function says that all are to be left. */
function exit({ code, whole }) {
  const end = code.length - 3;
  const found = has(code, end, op.end, [op.i32Const, 1], op.end) && code[end + 2].of === whole;
  return found && code[end].of === code[2] ? code[2] : undefined;
}

/** Lets a helper make the calls that never return. */
function callForGood(fn, about, helpers) {
  const { code } = fn;
  const leave = exit(fn);
  if (!leave || !sharesStackPointer(code)) return;
  const out = [];
  for (let i = 0; i < code.length; i++) {
    const [address, store, call, branch] = [code[i + 6], code[i + 7], code[i + 9], code[i + 12]];
    const isCall =
      is(call, op.call) &&
      helpers.neverReturns(call.a) &&
      has(code, i, [op.localGet, local.stack], [op.i32Const, 8], op.i32Sub, [op.localTee, local.stack], op.globalSet) &&
      has(code, i + 5, [op.localGet, local.stack], op.i64Const, op.i64Store, [op.i32Const, 0], op.call) &&
      has(code, i + 10, [op.globalGet, stackPointer], [op.localSet, local.stack], op.brIf);
    if (isCall && isAddress(address, about) && store.b === 0 && branch.to === leave) {
      out.push(...helpers.call(call.a, address.a, about), instruction(op.return));
      i += 12;
    } else out.push(code[i]);
  }
  fn.code = out;
}

/** Whether the local stack pointer is the global one wherever a call could be. */
function sharesStackPointer(code) {
  return code.every((next, i) => {
    if (is(next, op.globalSet, stackPointer)) return is(code[i - 1], op.localTee, local.stack);
    if (is(next, op.localTee, local.stack)) return is(code[i + 1], op.globalSet, stackPointer);
    return !is(next, op.localSet, local.stack) || is(code[i - 1], op.globalGet, stackPointer);
  });
}

/** Jumps forward to a place without going through the beginning: the block that ends there is open still. */
function jumpDirectly(fn) {
  const { code } = fn;
  const { loop, jump, at } = entry(fn);
  const isJump = (i) => has(code, i, op.i32Const, [op.localSet, local.place], op.br) && code[i + 2].to === loop;
  // Nobody else may go through the beginning, and nobody there or elsewhere read a place that isn't written any more.
  const isKnown = (next, i) =>
    next.to === loop ? isJump(i - 2) : !is(next, op.localGet, local.place) || i === at - 1 || isScratch(code, i);
  if (!loop || !jump || !code.every(isKnown)) return;
  const ended = new Set();
  const out = [];
  for (let i = 0; i < code.length; i++) {
    const there = isJump(i) && jump.to[code[i].a];
    if (there && !ended.has(there)) {
      out.push({ ...instruction(op.br), to: there });
      i += 2;
      continue;
    }
    if (code[i].of) ended.add(code[i].of);
    out.push(code[i]);
  }
  fn.code = out;
}

/** Whether the place is read where an indirect call has put aside whom it calls. */
function isScratch(code, i) {
  return has(code, i - 2, [op.localSet, local.place], [op.i32Const, 0]);
}

/** Says at once that all are to be left, instead of going to where that is said. */
function leaveDirectly(fn) {
  const leave = exit(fn);
  if (!leave) return;
  const out = [];
  for (const next of fn.code) {
    if (next.op === op.brIf && next.to === leave) {
      const block = instruction(op.if, type.none);
      out.push(block, instruction(op.i32Const, 1), instruction(op.return), { ...instruction(op.end), of: block });
    } else out.push(next);
  }
  fn.code = out;
}

/** Drops what lies behind a return, a branch or a trap in its block. */
function dropDeadCode(fn) {
  let dead = false;
  let inside = 0; // blocks that have begun in dead code
  fn.code = fn.code.filter(({ op: code }) => {
    if (dead && (code === op.block || code === op.loop || code === op.if)) inside++;
    else if (dead && code === op.end && inside > 0) {
      inside--;
      return false;
    } else if (dead && inside === 0 && (code === op.end || code === op.else)) dead = false;
    if (dead) return false;
    dead = [op.return, op.br, op.brTable, op.unreachable].includes(code);
    return true;
  });
}

/** Shortens the table at the beginning to the places at which a function can go on. */
function dropPlaces(fn, about, helpers) {
  const { code } = fn;
  const { open, jump } = entry(fn);
  if (!jump || about.isAssembly) return;
  const wanted = new Set([0, about.deferReturn]);
  for (let i = 0; i < code.length; i++) {
    const next = code[i];
    if (isAddress(next, about) && !helpers.has(code[i + 1])) wanted.add(next.a % places);
    else if (next.op === op.i32Const && is(code[i + 1], op.localSet, local.place)) wanted.add(next.a);
  }
  const most = Math.max(...wanted);
  if (most >= jump.to.length) return;

  // A place that nobody asks for leads to where the blocks count up evenly to the next one that somebody asks for.
  const targets = new Set([...wanted].map((place) => jump.to[place]));
  for (const next of code) if (next.to && next !== jump) for (const block of [next.to].flat()) targets.add(block);
  const inner = open.filter((block) => targets.has(block) && block.op === op.block).reverse();
  const to = [];
  for (let place = most, at = 0; place >= 0; place--) {
    at = wanted.has(place) ? inner.indexOf(jump.to[place]) : Math.max(at - 1, 0);
    if (at < 0) return;
    to[place] = inner[at];
  }
  jump.to = to;
}

/** Drops the blocks of the beginning that nobody branches to, and the jump if there is one place only. */
function dropBlocks(fn) {
  const { open, jump, at } = entry(fn);
  let { code } = fn;
  const targets = new Set();
  for (const { to } of code) if (to) for (const block of [to].flat()) targets.add(block);
  if (jump?.to.length === 1 && code[at + 1].of === jump.to[0]) {
    code = [...code.slice(0, at - 1), ...code.slice(at + 1)];
    if (!code.some(({ to }) => to === jump.to[0])) targets.delete(jump.to[0]);
  }
  const leave = exit(fn);
  const gone = new Set(open.filter((block) => !targets.has(block)));
  // With its block goes what is said behind it.
  if (leave && gone.has(leave)) code = [...code.slice(0, -2), ...code.slice(-1)];
  fn.code = code.filter((next) => !gone.has(next) && !gone.has(next.of));
}

/** Gives a function a local that has its number, to which places are added. */
function shareNumber(fn, about) {
  if (!fn.code.some((next) => isAddress(next, about))) return;
  const own = about.number * places;
  const out = [...fn.code.slice(0, 2), instruction(op.i64Const, own), instruction(op.localSet, local.number)];
  for (const next of fn.code.slice(2)) {
    if (isAddress(next, about)) {
      out.push(instruction(op.localGet, local.number));
      if (next.a > own) out.push(instruction(op.i64Const, next.a - own), instruction(op.i64Add));
      continue;
    }
    const isLocal = next.op === op.localGet || next.op === op.localSet || next.op === op.localTee;
    if (isLocal && next.a >= local.number) next.a++;
    out.push(next);
  }
  fn.code = out;
  if (fn.locals[1]?.[1] === type.i64) fn.locals[1][0]++;
  else fn.locals.splice(1, 0, [1, type.i64]);
}
