using Actors.Grains.Throttles;

namespace Actors.Grains.Tests.Origins;

/// <summary>How an exchange with a fault must end.</summary>
/// <param name="Code">Of its result.</param>
/// <param name="Phase">Of the failure; null where it is none.</param>
/// <param name="Retry">Requests worth sending in all: 1 = never again, 2 = once again, null = as many as are configured.</param>
/// <param name="Host">What the throttle hears.</param>
/// <param name="Status">That is reported with it; null if none arrived.</param>
public sealed record ExpectedFault(string Code, string? Phase, int? Retry, HostSignal Host, int? Status = null);
