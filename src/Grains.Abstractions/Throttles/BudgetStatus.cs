namespace Actors.Grains.Throttles;

/// <summary>Retries that the host may be sent.</summary>
/// <param name="Left">Retries that may be sent now.</param>
/// <param name="Limit">Most that can be saved up.</param>
[GenerateSerializer, Immutable, Alias("actors.budget-status")]
public sealed record BudgetStatus([property: Id(0)] int Left, [property: Id(1)] int Limit);
