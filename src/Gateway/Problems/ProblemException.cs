namespace Actors.Gateway.Problems;

/// <summary>Ends a request with a problem that the gateway itself found.</summary>
internal class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;
}
