// Has a fresh core read a few sentences before the first article comes.
//
// Browsers compile WebAssembly function by function, each when it is first called, and optimise at the same time what
// runs often. On two cores an article that comes first is read in 145 ms, these sentences and the article after them in 100,
// and the sentences are read while the page is.

/** Something of everything that the core looks for. */
const ARTICLE = `Harbour strike enters third week
By Maria Lindqvist
OSLO, Norway (Reuters) - Dock workers at the Port of Oslo said on Monday they would extend their strike by 10 days, accusing the operator, Nordhavn AS, of refusing to negotiate.
"We have asked for talks five times since March 3, and five times they said no," union leader Erik Solberg told reporters. "That isn't how you treat 1,200 people," he added.
According to a report by the Ministry of Trade, exports fell by about 4.5% last year, more than in Denmark or the United States. Economists warned that prices could rise further, because ships may be sent to Hamburg.
A spokeswoman for the company, Ingrid Dahl, denied the allegation and called it “baseless”. Mr Solberg's claim, she said, was not supported by any evidence.
If the strike goes on, the government will have to act, Prime Minister Anna Berg wrote in a letter seen by the BBC. “Nobody wins,” said Jens Holm, 43, a lorry driver who lost his job in 2019.
`;

/** @param {{annotate: Function}} core the module, initialised. */
export function warmUp(core) {
  core.annotate({ text: ARTICLE }, false);
}
