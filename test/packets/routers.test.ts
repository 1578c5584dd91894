import { howMany } from '../support/extent.ts';
import { Paper } from './paper.ts';
import { RouterStage } from './router-stage.ts';
import { describeSequences } from './sequences-suite.ts';

describeSequences('worlds of packets, by routers alone', {
  runs: howMany('TENON_ROUTER_RUNS', { quick: 5, all: 20 }),
  open: () => RouterStage.open(),
  maker: (stage) => stage.maker(new Paper()),
});
