using Xunit.Sdk;
using Xunit.v3;

// Every test starts processes that want the whole machine; two at a time would only measure each other.
[assembly: Parallelization(Mode = ParallelMode.None)]
