namespace Actors.System.Tests.Processes;

/// <summary>A process with a gateway in it, ready at an address.</summary>
internal sealed record RunningGateway(RunningProcess Process, Uri Address);
