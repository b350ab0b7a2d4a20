using System.Collections.Frozen;

namespace Actors.Origin.Modes;

/// <summary>Every mode, by its name.</summary>
internal sealed class ModeCatalog
{
    private readonly FrozenDictionary<string, IMode> _modes;

    public ModeCatalog(IEnumerable<IMode> modes, IEnumerable<IFaultFamily> families)
    {
        IMode[] all = [.. modes, .. families.SelectMany(family => family.Faults), new MixMode(this)];
        Names = [.. all.Select(mode => mode.Name)];
        _modes = all.ToFrozenDictionary(mode => mode.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<string> Names { get; }

    public IMode? Find(string name) => _modes.GetValueOrDefault(name);
}
