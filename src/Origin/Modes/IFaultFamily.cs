namespace Actors.Origin.Modes;

/// <summary>Faults of one kind.</summary>
internal interface IFaultFamily
{
    IEnumerable<IMode> Faults { get; }
}
