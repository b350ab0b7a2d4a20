namespace Actors.Client.Harvests;

/// <summary>Where to continue: everything up to <paramref name="Seq"/> of <paramref name="Epoch"/> has been seen.</summary>
public sealed record ResumePoint(string Epoch, long Seq);
