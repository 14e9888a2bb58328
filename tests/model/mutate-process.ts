/**
 * Loaded before a node of a chaos run (`node --import`): the node then does the work with the statement that the mutant
 * named by MUTANT has in place of ours.
 */

import { mutants } from './mutants.ts';
import { mutateStatement } from './mutation.ts';

const mutant = mutants.find(({ does }) => does === process.env.MUTANT);
if (mutant === undefined) throw new Error(`There is no mutant that ${process.env.MUTANT}.`);
mutateStatement(mutant);
