namespace Actors.System.Tests.Faults.Invariants;

/// <summary>One promise that every history keeps. Stateless.</summary>
internal interface IInvariant
{
    /// <summary>The promise in a few words.</summary>
    string Name { get; }

    /// <summary>One sentence for each breach, with what and when.</summary>
    IEnumerable<string> Violations(History history);
}
