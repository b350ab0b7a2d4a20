namespace Actors.Cli.Tests.Chars.Hostile;

/// <summary>Tests that count what the process holds: no other test may run beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
