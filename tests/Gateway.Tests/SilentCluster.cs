using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Actors.Gateway.Tests;

/// <summary>A client whose cluster cannot be reached: every call to it fails.</summary>
[SuppressMessage("Performance", "CA1852", Justification = "A proxy is a class derived from this one.")]
internal class SilentCluster : DispatchProxy
{
    public static IGrainFactory New() => Create<IGrainFactory, SilentCluster>();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new SiloUnavailableException();
}
